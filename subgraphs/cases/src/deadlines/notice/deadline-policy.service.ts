import { publishVersion } from '@ecogrid/code-tables';
import { newId } from '@ecogrid/database';
import { EcoGridError, term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { CategoryRepository } from '../../codes/index.ts';
import type { DeadlinePolicy } from './deadline-policy.entity.ts';
import type { PublishDeadlinePolicyInput } from './deadline-policy.input.ts';
import type { DeadlinePolicyRepository } from './deadline-policy.repository.ts';

const PUBLISH = term('publishDeadlinePolicy', '发布时限提醒规则', 'publish a deadline policy');

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'cases'>>;
  readonly policies: DeadlinePolicyRepository;
  readonly categories: CategoryRepository;
}

/** The rules for deadline notices. Notices that are planned already go out as planned. */
export class DeadlinePolicyService {
  constructor(private readonly parts: Parts) {}

  publish(actor: Actor, input: PublishDeadlinePolicyInput): Promise<DeadlinePolicy> {
    const { policies, categories } = this.parts;
    const { idempotencyKey: _key, reason: _reason, replaces: _replaced, ...values } = input;
    const { categoryCode = null, phoneFromOverdue = null } = input;
    return publishVersion(this.parts, actor, input, {
      action: PUBLISH,
      thing: 'deadlinePolicy',
      code: categoryCode ?? '*',
      admit: (each) => requireRole(each, PUBLISH, 'SHIFT_LEADER'),
      latest: () => policies.latest(categoryCode),
      facts: async () => ({
        isKnown: categoryCode === null || (await categories.find(categoryCode)) !== null,
      }),
      row: ({ isKnown }): DeadlinePolicy => {
        if (!isKnown) throw new EcoGridError('NOT_FOUND', { thing: 'category', id: categoryCode });
        return { ...values, id: newId(), categoryCode, phoneFromOverdue, effectiveTo: null };
      },
      end: ({ id }, day) => policies.end(id, day),
      insert: (row) => policies.insert([row]),
      existing: (id) => policies.existing(id),
    });
  }
}
