import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Term } from '@ecogrid/errors';
import { codeTableChange, type TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { Category, CategoryRepository } from '../../codes/index.ts';
import {
  RECEIVERS,
  type GridLocator,
  type KnownOrganization,
  type ProjectionRepository,
} from '../../neighbours/index.ts';
import type { EndRoutingRuleInput, PublishRoutingRuleInput } from './routing.input.ts';
import type { RoutingRepository } from './routing.repository.ts';
import type { RoutingRule } from './routing-rule.entity.ts';

const PUBLISH = term('publishRoutingRule', '发布派遣规则', 'publish a routing rule');
const END = term('endRoutingRule', '终止派遣规则', 'end a routing rule');

interface Parts {
  readonly scope: MutationScope;
  readonly routing: RoutingRepository;
  readonly categories: CategoryRepository;
  readonly projections: ProjectionRepository;
  readonly locator: GridLocator;
  readonly outbox: Outbox<TopicOf<'cases'>>;
}

interface PublishFacts {
  /** The newest version of the rule. */
  readonly latest: RoutingRule | null;
  readonly category: Category | null;
  readonly organization: KnownOrganization | undefined;
}

/** The end of a version: its day and, where it is not followed by another, the reason. */
interface Ending {
  readonly rule: RoutingRule;
  readonly set: Pick<RoutingRule, 'effectiveTo'> & Partial<RoutingRule>;
}

interface PublishPlan {
  readonly begun: RoutingRule;
  readonly ending: Ending | null;
}

const STREET_PLATFORM = 'PLATFORM-{street}';

/** Rules are never edited: one version ends, another begins, and the past stays as it was. */
export class RoutingService {
  constructor(private readonly parts: Parts) {}

  publish(actor: Actor, input: PublishRoutingRuleInput): Promise<RoutingRule> {
    const { scope, routing } = this.parts;
    return perform(scope, actor, input, {
      operation: PUBLISH.code,
      admit: (each) => requireRole(each, PUBLISH, 'SHIFT_LEADER'),
      load: () => this.load(input),
      decide: (facts, _input, now) => published(personOf(actor), facts, input, now),
      write: (plan) => this.write(plan, actor),
      again: (id) => routing.existing(id),
    });
  }

  endRule(actor: Actor, input: EndRoutingRuleInput): Promise<RoutingRule> {
    const { scope, routing } = this.parts;
    return perform(scope, actor, input, {
      operation: END.code,
      admit: (each) => requireRole(each, END, 'SHIFT_LEADER'),
      load: () => routing.latest(input.code),
      decide: (latest, { code, version, effectiveTo, reason }, now) => {
        requireAhead(effectiveTo, END, now);
        const rule = seen(latest, version);
        if (!rule) throw new EcoGridError('NOT_FOUND', { thing: 'routingRule', id: code });
        return endingOf(rule, effectiveTo, reason);
      },
      write: async (ending) => {
        const ended = await this.end(ending);
        await this.announce(ended, END.code, actor);
        return ended;
      },
      again: (id) => routing.existing(id),
    });
  }

  /** @throws EcoGridError NOT_FOUND for an unknown grid. */
  private async load({ code, categoryCode, gridCode, organizationCode }: PublishRoutingRuleInput) {
    const { routing, categories, locator, projections } = this.parts;
    if (gridCode) await locator.named(gridCode, 'DESK', null);
    const [organization] =
      organizationCode === STREET_PLATFORM ? [] : await projections.organizations([organizationCode]);
    const category = categoryCode ? await categories.find(categoryCode) : null;
    return { organization, category, latest: await routing.latest(code) };
  }

  private async write({ begun, ending }: PublishPlan, actor: Actor): Promise<RoutingRule> {
    if (ending) await this.end(ending);
    if (!(await this.parts.routing.insert(begun))) {
      const { version: actual } = begun;
      throw new EcoGridError('VERSION_STALE', { thing: 'routingRule', expected: actual - 1, actual });
    }
    await this.announce(begun, PUBLISH.code, actor);
    return begun;
  }

  private async end({ rule, set }: Ending): Promise<RoutingRule> {
    if (!(await this.parts.routing.end(rule.id, set))) throw stands(rule);
    return { ...rule, ...set };
  }

  private async announce(rule: RoutingRule, mutation: string, actor: Actor): Promise<void> {
    const { id, code, version, reason } = rule;
    const at = this.parts.scope.clock.now();
    const change = { action: mutation, subject: `${code} ${version}`, ...(reason && { reason }) };
    const action = mutation === END.code ? 'end' : 'publish';
    await this.parts.outbox.announce(codeTableChange(actor, change, at), {
      topic: 'RoutingRuleChanged',
      channel: '',
      aggregateId: id,
      payload: { ruleId: id, code, version, action },
      occurredAt: at,
    });
  }
}

function published(
  publishedBy: string | null,
  facts: PublishFacts,
  input: PublishRoutingRuleInput,
  publishedAt: Date,
): PublishPlan {
  requireAhead(input.effectiveFrom, PUBLISH, publishedAt);
  requireKnown(input, facts);
  const standing = seen(facts.latest, input.version);
  const { code, version, rank, organizationCode, role, effectiveFrom, reason } = input;
  const { categoryCode = null, medium = null, objectKind = null, gridCode = null, isUrgent = null } = input;
  const conditions = { categoryCode, medium, objectKind, gridCode, isUrgent };
  const period = { effectiveFrom, effectiveTo: null, publishedBy, publishedAt };
  return {
    begun: {
      id: newId(),
      code,
      version: version + 1,
      rank,
      organizationCode,
      role,
      reason,
      ...conditions,
      ...period,
    },
    ending: standing && standing.effectiveTo === null ? endingOf(standing, effectiveFrom) : null,
  };
}

/** @throws EcoGridError NOT_FOUND for a category or a receiver that does not exist. */
function requireKnown(
  { categoryCode, organizationCode }: PublishRoutingRuleInput,
  { category, organization }: PublishFacts,
): void {
  if (categoryCode && !category) throw new EcoGridError('NOT_FOUND', { thing: 'category', id: categoryCode });
  if (organizationCode === STREET_PLATFORM) return;
  if (!organization || !RECEIVERS.includes(organization.kind))
    throw new EcoGridError('NOT_FOUND', { thing: 'ticketHandler', id: organizationCode });
}

/** The newest version, which must be the one that was seen. @throws EcoGridError VERSION_STALE. */
function seen(latest: RoutingRule | null, expected: number): RoutingRule | null {
  const actual = latest?.version ?? 0;
  if (actual === expected) return latest;
  throw new EcoGridError('VERSION_STALE', { thing: 'routingRule', expected, actual });
}

function endingOf(rule: RoutingRule, effectiveTo: string, reason?: string): Ending {
  const { version, effectiveFrom } = rule;
  if (effectiveTo <= effectiveFrom) {
    const guard = 'afterItsBeginning';
    throw new EcoGridError('GUARD_FAILED', { action: END, guard, version, effectiveFrom });
  }
  return { rule, set: { effectiveTo, ...(reason && { reason }) } };
}

function stands({ version, effectiveTo }: RoutingRule): EcoGridError {
  return new EcoGridError('GUARD_FAILED', { action: END, guard: 'stands', version, effectiveTo });
}

/** Past routes stay explained: a rule begins or ends on a future day. */
function requireAhead(day: string, action: Term, now: Date): void {
  const today = shanghaiDay(now);
  if (day > today) return;
  throw new EcoGridError('GUARD_FAILED', { action, guard: 'dayAhead', day, today });
}
