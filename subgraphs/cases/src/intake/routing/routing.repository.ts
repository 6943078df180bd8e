import { IsNull } from 'typeorm';
import { RawRows, type Database } from '@ecogrid/database';
import type { Batch } from '@ecogrid/subgraph';
import { inForce } from '../../codes/index.ts';
import { RoutingRule } from './routing-rule.entity.ts';

/** In force on a day, and examined at once. */
export const MOST_RULES = 1_000;

export class RoutingRepository {
  constructor(private readonly database: Database) {}

  /** The rules in force on a day; a request asks for one day. */
  readonly ofDay: Batch<string, RoutingRule[]> = (days) => Promise.all(days.map((day) => this.on(day)));

  /** The rules in force on a day, in order. */
  on(day: string): Promise<RoutingRule[]> {
    const order = { rank: 'ASC', code: 'ASC', version: 'ASC' } as const;
    return this.database.manager.find(RoutingRule, { where: inForce(day), order, take: MOST_RULES });
  }

  /** All versions of all rules, those in force on a day first. */
  asked(day: string): Promise<RoutingRule[]> {
    const { manager } = this.database;
    const isInForce = 'item.effective_from <= ? AND (item.effective_to IS NULL OR item.effective_to > ?)';
    return RawRows.of(manager.connection, RoutingRule).select(
      manager,
      `ORDER BY (${isInForce}) DESC, item.rank, item.code, item.version LIMIT ${MOST_RULES}`,
      [day, day],
    );
  }

  latest(code: string): Promise<RoutingRule | null> {
    return this.database.manager.findOne(RoutingRule, { where: { code }, order: { version: 'DESC' } });
  }

  existing(id: string): Promise<RoutingRule> {
    return this.database.manager.findOneByOrFail(RoutingRule, { id });
  }

  /** @returns false when the version was published concurrently. */
  async insert(rule: RoutingRule): Promise<boolean> {
    try {
      await this.database.manager.insert(RoutingRule, { ...rule });
      return true;
    } catch (cause) {
      if ((cause as { code?: unknown }).code === 'ER_DUP_ENTRY') return false;
      throw cause;
    }
  }

  /** @returns whether no end was set before. */
  async end(id: string, set: Pick<RoutingRule, 'effectiveTo'> & Partial<RoutingRule>): Promise<boolean> {
    const { affected } = await this.database.manager.update(RoutingRule, { id, effectiveTo: IsNull() }, set);
    return affected === 1;
  }
}
