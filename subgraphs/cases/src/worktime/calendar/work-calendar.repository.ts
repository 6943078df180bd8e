import { LessThanOrEqual } from 'typeorm';
import { RawRows, type Database } from '@ecogrid/database';
import type { Batch } from '@ecogrid/subgraph';
import { calendarOf, type CalendarSource, type WorkCalendar } from '@ecogrid/work-time';
import { WorkCalendarDay, WorkCalendarVersion } from './work-calendar.entity.ts';

export const MOST_VERSIONS = 200;
/** A version, in the query of a reader. */
export const MOST_DAYS = 400;
/** A statement of SQLite binds at most 32,766 values. */
const DAYS_OF_A_STATEMENT = 1_000;

/** A loader's key: the days of a version, from the first to the last. */
export function daysKey(version: string, from: string, to: string): string {
  return JSON.stringify([version, from, to]);
}

export class WorkCalendarRepository implements CalendarSource {
  constructor(private readonly database: Database) {}

  /** The version that is in effect at a moment: the one that took effect last. */
  effective(at: Date): Promise<WorkCalendarVersion | null> {
    return this.database.manager.findOne(WorkCalendarVersion, {
      where: { effectiveFrom: LessThanOrEqual(at) },
      order: { effectiveFrom: 'DESC', publishedAt: 'DESC' },
    });
  }

  find(version: string): Promise<WorkCalendarVersion | null> {
    return this.database.manager.findOneBy(WorkCalendarVersion, { version });
  }

  versions(): Promise<WorkCalendarVersion[]> {
    return this.database.manager.find(WorkCalendarVersion, {
      order: { effectiveFrom: 'DESC' },
      take: MOST_VERSIONS,
    });
  }

  /** The last days of versions that notices change, in order. */
  readonly daysOf: Batch<string, WorkCalendarDay[]> = async (keys) => {
    const { manager } = this.database;
    const lists = await RawRows.of(manager.connection, WorkCalendarDay).selectEach(
      manager,
      `WHERE item.version = ? AND item.date >= ? AND item.date <= ? ORDER BY item.date DESC LIMIT ${MOST_DAYS}`,
      keys.map((key) => JSON.parse(key) as string[]),
    );
    return lists.map((days) => days.sort((one, other) => (one.date < other.date ? -1 : 1)));
  };

  /** A version as the rules take it. */
  async read(version: string): Promise<WorkCalendar | null> {
    const found = await this.find(version);
    if (!found) return null;
    const days = await this.database.manager.findBy(WorkCalendarDay, { version });
    return calendarOf({ ...found, days });
  }

  async any(): Promise<boolean> {
    return this.database.manager.exists(WorkCalendarVersion);
  }

  async insert(version: WorkCalendarVersion, decisions: ReadonlyMap<string, boolean>): Promise<void> {
    const { manager } = this.database;
    const days = [...decisions].map(([date, isWorkday]) => ({ version: version.version, date, isWorkday }));
    await manager.insert(WorkCalendarVersion, { ...version });
    for (let start = 0; start < days.length; start += DAYS_OF_A_STATEMENT) {
      await manager.insert(WorkCalendarDay, days.slice(start, start + DAYS_OF_A_STATEMENT));
    }
  }
}
