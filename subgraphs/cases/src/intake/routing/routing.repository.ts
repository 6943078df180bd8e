import { IsNull } from 'typeorm';
import type { Database } from '@ecogrid/database';
import type { Batch } from '@ecogrid/subgraph';
import { RoutingRule } from './routing-rule.entity.ts';

/** In force on a day. */
export const MOST_RULES = 1_000;

export class RoutingRepository {
  constructor(private readonly database: Database) {}

  /** All versions of all rules, loaded once for a request. */
  readonly rules: Batch<'ALL', RoutingRule[]> = async (keys) => {
    const rows = await this.all();
    return keys.map(() => rows);
  };

  all(): Promise<RoutingRule[]> {
    return this.database.manager.find(RoutingRule, { order: { rank: 'ASC', code: 'ASC', version: 'ASC' } });
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
