import { In, MoreThanOrEqual } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { isStaff } from '@ecogrid/identity';
import { isPeriodCode } from './period.rule.ts';
import { Period, PeriodState, newPeriod } from './period.entity.ts';

/** As many months, the current one included. */
export const MOST_PERIODS = 600;

export class PeriodRepository {
  constructor(private readonly database: Database) {}

  /** A month to which nothing was posted yet has no row, and is open. */
  readonly byCode: Batch<string, Period> = async (codes) => {
    const rows = await this.database.manager.findBy(Period, { code: In(codes) });
    const known = new Map(rows.map((row) => [row.code, row]));
    return codes.map((code) => known.get(code) ?? newPeriod(code));
  };

  /** By reference: periods are for staff, and a month is a month. */
  readonly visibleByCode: Batch<string, Period | null> = async (codes, context) => {
    if (!isStaff(context.actor)) return codes.map(() => null);
    const periods = await this.byCode(codes.filter(isPeriodCode), context);
    return inKeyOrder(codes, periods as Period[], ({ code }) => code);
  };

  newestFirst(): Promise<Period[]> {
    return this.database.manager.find(Period, { order: { code: 'DESC' }, take: MOST_PERIODS - 1 });
  }

  async closedFrom(code: string): Promise<string[]> {
    const where = { code: MoreThanOrEqual(code), state: PeriodState.CLOSED };
    return (await this.database.manager.findBy(Period, where)).map((period) => period.code);
  }

  /** Two transactions may need a new period at once: the second finds it there. */
  async ensure(code: string): Promise<void> {
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(Period)
      .values(newPeriod(code))
      .orIgnore()
      .execute();
  }
}
