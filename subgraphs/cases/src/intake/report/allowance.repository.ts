import { LessThan } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { ReportAllowance } from './allowance.entity.ts';

export class AllowanceRepository {
  constructor(private readonly database: Database) {}

  /**
   * Makes the row, in a transaction of its own: were it made in that of a report, then those who wait for it would meet
   * in a deadlock when the report is refused.
   */
  async open(clockHour: number, client: string): Promise<void> {
    const { manager } = this.database;
    if (await manager.existsBy(ReportAllowance, { clockHour, client })) return;
    const row = { clockHour, client, taken: 0 };
    await this.database.transaction((own) =>
      own.createQueryBuilder().insert().into(ReportAllowance).values(row).orIgnore().execute(),
    );
  }

  /** Takes one, in place: two that come at once do not both take the last. @returns whether there was one to take. */
  async take(clockHour: number, client: string, bound: number): Promise<boolean> {
    const { affected } = await this.database.manager
      .createQueryBuilder()
      .update(ReportAllowance)
      .set({ taken: () => 'taken + 1' })
      .where('clock_hour = :clockHour AND client = :client AND taken < :bound', { clockHour, client, bound })
      .execute();
    return affected === 1;
  }

  /** Forgets the hours before. */
  async forget(clockHour: number): Promise<void> {
    await this.database.transaction((manager) =>
      manager.delete(ReportAllowance, { clockHour: LessThan(clockHour) }),
    );
  }
}
