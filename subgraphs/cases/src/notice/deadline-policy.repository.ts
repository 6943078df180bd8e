import { IsNull } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { isEffective } from '../category/index.ts';
import { DeadlinePolicy } from './deadline-policy.entity.ts';

/** A small table that everybody may read. */
export class DeadlinePolicyRepository {
  constructor(private readonly database: Database) {}

  all(): Promise<DeadlinePolicy[]> {
    return this.database.manager.find(DeadlinePolicy, {
      order: { categoryCode: 'ASC', effectiveFrom: 'ASC' },
    });
  }

  /** The policy of a category on a day, `YYYY-MM-DD`: its own, or that of all. The one that took effect last wins. */
  async of(categoryCode: string | null, day: string): Promise<DeadlinePolicy> {
    const found = await this.database.manager.find(DeadlinePolicy, {
      where: [{ categoryCode: categoryCode ?? IsNull() }, { categoryCode: IsNull() }],
      order: { effectiveFrom: 'ASC', id: 'ASC' },
    });
    const held = found.filter((policy) => isEffective(policy, day));
    const policy = held.findLast((each) => each.categoryCode !== null) ?? held.at(-1);
    if (!policy) throw new Error(`no deadline policy holds on ${day}`);
    return policy;
  }

  any(): Promise<boolean> {
    return this.database.manager.exists(DeadlinePolicy);
  }

  async insert(policies: readonly DeadlinePolicy[]): Promise<void> {
    await this.database.manager.insert(DeadlinePolicy, [...policies]);
  }
}
