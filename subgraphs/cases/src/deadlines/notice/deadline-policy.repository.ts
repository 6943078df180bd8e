import { IsNull } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { inForce, isEffective } from '../../codes/index.ts';
import { DeadlinePolicy } from './deadline-policy.entity.ts';

/** The policy of a category; of those that took effect one after the other, the last. */
export type PolicyLookup = (categoryCode: string | null) => DeadlinePolicy;

export const MOST_POLICIES = 500;
const IN_ORDER = { categoryCode: 'ASC', effectiveFrom: 'ASC' } as const;

/** A small table that every actor may read. */
export class DeadlinePolicyRepository {
  constructor(private readonly database: Database) {}

  /** Every version, or those that hold on a day. */
  list(day?: string): Promise<DeadlinePolicy[]> {
    const where = day === undefined ? {} : inForce(day);
    return this.database.manager.find(DeadlinePolicy, { where, order: IN_ORDER, take: MOST_POLICIES });
  }

  /** The policies that hold on a day, `YYYY-MM-DD`: of each category its own, or that of all. */
  async on(day: string): Promise<PolicyLookup> {
    // The table is read once in a transaction.
    const all = await this.database.ofTransaction(this, () =>
      this.database.manager.find(DeadlinePolicy, { order: IN_ORDER }),
    );
    const held = all.filter((policy) => isEffective(policy, day));
    return (categoryCode) => {
      const own = held.findLast((policy) => policy.categoryCode === categoryCode);
      const policy = own ?? held.findLast((each) => each.categoryCode === null);
      if (!policy) throw new Error(`no deadline policy holds on ${day}`);
      return policy;
    };
  }

  latest(categoryCode: string | null): Promise<DeadlinePolicy | null> {
    const where = { categoryCode: categoryCode ?? IsNull() };
    return this.database.manager.findOne(DeadlinePolicy, { where, order: { effectiveFrom: 'DESC' } });
  }

  existing(id: string): Promise<DeadlinePolicy> {
    return this.database.manager.findOneByOrFail(DeadlinePolicy, { id });
  }

  async end(id: string, effectiveTo: string): Promise<void> {
    await this.database.manager.update(DeadlinePolicy, { id }, { effectiveTo });
  }

  async insert(policies: readonly DeadlinePolicy[]): Promise<void> {
    await this.database.manager.insert(DeadlinePolicy, [...policies]);
  }
}
