import { publishVersion } from '@ecogrid/code-tables';
import { newId } from '@ecogrid/database';
import { term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { Guideline } from './guideline.entity.ts';
import type { PublishGuidelineInput } from './guideline.input.ts';
import type { GuidelineRepository } from './guideline.repository.ts';

const PUBLISH = term('publishGuideline', '发布行业导则', 'publish a guideline');

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'cases'>>;
  readonly guidelines: GuidelineRepository;
}

export class GuidelineService {
  constructor(private readonly parts: Parts) {}

  publish(actor: Actor, input: PublishGuidelineInput): Promise<Guideline> {
    const { guidelines } = this.parts;
    const { code, name, nameEn, source, effectiveFrom, clauses } = input;
    return publishVersion(this.parts, actor, input, {
      action: PUBLISH,
      thing: 'guideline',
      code,
      admit: (each) => requireRole(each, PUBLISH, 'SHIFT_LEADER'),
      latest: () => guidelines.latest(code),
      facts: () => Promise.resolve(null),
      row: (): Guideline => ({ id: newId(), code, name, nameEn, source, effectiveFrom, effectiveTo: null }),
      end: ({ id }, day) => guidelines.end(id, day),
      insert: (row) => guidelines.insert(row, clauses),
      existing: (id) => guidelines.existing(id),
    });
  }
}
