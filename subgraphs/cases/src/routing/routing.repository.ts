import type { Database } from '@ecogrid/database';
import type { Batch } from '@ecogrid/subgraph';
import { RoutingRule } from './routing-rule.entity.ts';

export class RoutingRepository {
  constructor(private readonly database: Database) {}

  /** Every rule, once for a request, whatever is asked with them. */
  readonly rules: Batch<'ALL', RoutingRule[]> = async (keys) => {
    const rows = await this.database.manager.find(RoutingRule, { order: { rank: 'ASC' } });
    return keys.map(() => rows);
  };
}
