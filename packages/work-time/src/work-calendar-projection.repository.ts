import { LessThanOrEqual, type EntityManager } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { CHINESE_WORK_CALENDAR } from './chinese-work-calendar.ts';
import { KnownWorkCalendar } from './known-work-calendar.entity.ts';
import { calendarOf, type DayOverride, type WorkCalendar, type WorkSession } from './work-calendar.ts';
import type { CalendarSource } from './work-calendars.ts';

/** The payload of `WorkCalendarPublished`: a whole version. */
export interface PublishedCalendar {
  readonly version: string;
  readonly effectiveFrom: string;
  readonly publishedAt: string;
  readonly workingWeekdays: number[];
  readonly sessions: WorkSession[];
  readonly days: DayOverride[];
}

/** A subgraph's own copy of the work calendars, kept by their events. Before the first one the library's calendar is in effect. */
export class WorkCalendarProjection implements CalendarSource {
  constructor(private readonly database: Database) {}

  /** Takes a version; the same version again changes nothing. */
  async apply(published: PublishedCalendar, manager: EntityManager): Promise<void> {
    const { version, workingWeekdays, sessions, days } = published;
    const [effectiveFrom, publishedAt] = [new Date(published.effectiveFrom), new Date(published.publishedAt)];
    const row = { version, effectiveFrom, publishedAt, workingWeekdays, sessions, days };
    if (await manager.existsBy(KnownWorkCalendar, { version })) return;
    await manager.insert(KnownWorkCalendar, row);
  }

  async effective(at: Date): Promise<{ readonly version: string }> {
    const found = await this.database.manager.findOne(KnownWorkCalendar, {
      select: { version: true },
      where: { effectiveFrom: LessThanOrEqual(at) },
      order: { effectiveFrom: 'DESC', publishedAt: 'DESC' },
    });
    return found ?? CHINESE_WORK_CALENDAR;
  }

  async read(version: string): Promise<WorkCalendar | null> {
    const found = await this.database.manager.findOneBy(KnownWorkCalendar, { version });
    if (found) return calendarOf(found);
    return version === CHINESE_WORK_CALENDAR.version ? CHINESE_WORK_CALENDAR : null;
  }
}
