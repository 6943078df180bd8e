import { placeholders, type Database } from '@ecogrid/database';
import { CaseDailyCount } from './daily-count.entity.ts';
import type { CountKey, Period, Tally } from './hot-spot.rule.ts';

export interface HotSpotFilter {
  /** Codes of the grids that are looked at; an empty one is the whole zone. */
  readonly grids: readonly string[];
  /** The period before ends where this period begins. */
  readonly before: Period;
  readonly period: Period;
  readonly categoryCode?: string | undefined;
  /** The number of digits of a grid code at each level. */
  readonly codeLength: number;
}

export class HotSpotRepository {
  constructor(private readonly database: Database) {}

  /** Counts up or down in place. Called in the transaction that opens or changes the case. */
  async count(key: CountKey, difference: number): Promise<void> {
    const { manager } = this.database;
    const row = { ...key, opened: 0 };
    await manager.createQueryBuilder().insert().into(CaseDailyCount).values(row).orIgnore().execute();
    await manager.increment(CaseDailyCount, key, 'opened', difference);
  }

  /** Sums by grid and category: days of two periods are read from the key, never a case. */
  async tallies({ grids, before, period, categoryCode, codeLength }: HotSpotFilter): Promise<Tally[]> {
    if (grids.length === 0) return [];
    const inside = grids.map(() => 'grid_code LIKE ?').join(' OR ');
    const category = categoryCode === undefined ? [] : [categoryCode];
    const rows = await this.database.manager.query<Tally[]>(
      `SELECT SUBSTR(grid_code, 1, ${codeLength}) AS gridCode, category_code AS categoryCode,
         SUM(CASE WHEN day >= ? THEN opened ELSE 0 END) AS opened,
         SUM(CASE WHEN day < ? THEN opened ELSE 0 END) AS openedBefore
       FROM case_daily_count WHERE day >= ? AND day <= ? AND (${inside})
       ${category.length > 0 ? `AND category_code IN (${placeholders(category)})` : ''}
       GROUP BY SUBSTR(grid_code, 1, ${codeLength}), category_code`,
      [period.from, period.from, before.from, period.to, ...grids.map((code) => `${code}%`), ...category],
    );
    // MariaDB gives sums as texts.
    const counted = rows.map((row) => ({
      ...row,
      opened: Number(row.opened),
      openedBefore: Number(row.openedBefore),
    }));
    return counted.filter(({ opened, openedBefore }) => opened + openedBefore > 0);
  }
}
