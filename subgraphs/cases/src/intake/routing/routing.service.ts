import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Term } from '@ecogrid/errors';
import type { Outbox } from '@ecogrid/events';
import { hasRole, personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { CategoryRepository } from '../../codes/index.ts';
import { RECEIVERS, type GridLocator, type ProjectionRepository } from '../../neighbours/index.ts';
import type { EndRoutingRuleInput, PublishRoutingRuleInput } from './routing.input.ts';
import type { RoutingRepository } from './routing.repository.ts';
import type { RoutingRule } from './routing-rule.entity.ts';

const PUBLISH = term('publishRoutingRule', '发布派遣规则');
const END = term('endRoutingRule', '终止派遣规则');

interface Parts {
  readonly scope: MutationScope;
  readonly routing: RoutingRepository;
  readonly categories: CategoryRepository;
  readonly projections: ProjectionRepository;
  readonly locator: GridLocator;
  readonly outbox: Outbox;
}

const STREET_PLATFORM = 'PLATFORM-{street}';

/** Shift leaders may change the rules. */
function requireShiftLeader(actor: Actor, action: Term): void {
  if (!hasRole(actor, 'SHIFT_LEADER')) throw new EcoGridError('FORBIDDEN', { action });
}

/** Rules are never edited: one version ends, another begins, and the past stays as it was. */
export class RoutingService {
  constructor(private readonly parts: Parts) {}

  publish(actor: Actor, input: PublishRoutingRuleInput): Promise<RoutingRule> {
    return this.run(actor, PUBLISH, input, async () => {
      this.requireAhead(input.effectiveFrom, PUBLISH);
      await this.requireKnown(input);
      const standing = await this.standing(input);
      if (standing && standing.effectiveTo === null) await this.end(standing, input.effectiveFrom);
      return this.begin(actor, input);
    });
  }

  endRule(actor: Actor, input: EndRoutingRuleInput): Promise<RoutingRule> {
    return this.run(actor, END, input, async () => {
      this.requireAhead(input.effectiveTo, END);
      const standing = await this.standing(input);
      if (!standing) throw new EcoGridError('NOT_FOUND', { thing: 'routingRule', id: input.code });
      await this.end(standing, input.effectiveTo, input.reason);
      await this.announce(standing, 'end');
      return standing;
    });
  }

  private async begin(actor: Actor, input: PublishRoutingRuleInput): Promise<RoutingRule> {
    const { code, version, rank, organizationCode, role, effectiveFrom, reason } = input;
    const { categoryCode, medium, objectKind, gridCode, isUrgent } = input;
    const begun: RoutingRule = {
      ...{ id: newId(), code, version: version + 1, rank, organizationCode, role, effectiveFrom, reason },
      categoryCode: categoryCode ?? null,
      medium: medium ?? null,
      objectKind: objectKind ?? null,
      gridCode: gridCode ?? null,
      isUrgent: isUrgent ?? null,
      effectiveTo: null,
      publishedBy: personOf(actor),
      publishedAt: this.parts.scope.clock.now(),
    };
    if (!(await this.parts.routing.insert(begun)))
      throw new EcoGridError('VERSION_STALE', {
        thing: 'routingRule',
        expected: version,
        actual: version + 1,
      });
    await this.announce(begun, 'publish');
    return begun;
  }

  private async end(standing: RoutingRule, effectiveTo: string, reason?: string): Promise<void> {
    if (effectiveTo <= standing.effectiveFrom) {
      const { version, effectiveFrom } = standing;
      throw new EcoGridError('GUARD_FAILED', {
        action: END,
        guard: 'afterItsBeginning',
        version,
        effectiveFrom,
      });
    }
    if (await this.parts.routing.end(standing.id, { effectiveTo, ...(reason && { reason }) })) return;
    const { version, effectiveTo: endsOn } = standing;
    throw new EcoGridError('GUARD_FAILED', { action: END, guard: 'stands', version, effectiveTo: endsOn });
  }

  /** The newest version, which must be the one that was seen. */
  private async standing({ code, version }: { code: string; version: number }): Promise<RoutingRule | null> {
    const latest = await this.parts.routing.latest(code);
    const actual = latest?.version ?? 0;
    if (actual === version) return latest;
    throw new EcoGridError('VERSION_STALE', { thing: 'routingRule', expected: version, actual });
  }

  /** Past routes stay explained: a rule begins or ends on a future day. */
  private requireAhead(day: string, action: Term): void {
    const today = shanghaiDay(this.parts.scope.clock.now());
    if (day > today) return;
    throw new EcoGridError('GUARD_FAILED', {
      action,
      ...{ guard: 'dayAhead', day, today },
    });
  }

  private async requireKnown(input: PublishRoutingRuleInput): Promise<void> {
    const { categories, locator, projections } = this.parts;
    const { categoryCode, gridCode, organizationCode } = input;
    if (categoryCode && !(await categories.find(categoryCode)))
      throw new EcoGridError('NOT_FOUND', { thing: 'category', id: categoryCode });
    if (gridCode) await locator.named(gridCode, 'DESK', null);
    if (organizationCode === STREET_PLATFORM) return;
    const [known] = await projections.organizations([organizationCode]);
    if (!known || !RECEIVERS.includes(known.kind))
      throw new EcoGridError('NOT_FOUND', {
        thing: 'ticketHandler',
        id: organizationCode,
      });
  }

  private async announce({ id, code, version }: RoutingRule, action: string): Promise<void> {
    await this.parts.outbox.announce({
      topic: 'RoutingRuleChanged',
      channel: '',
      aggregateId: id,
      payload: { ruleId: id, code, version, action },
      occurredAt: this.parts.scope.clock.now(),
    });
  }

  private async run(
    actor: Actor,
    action: Term,
    input: PublishRoutingRuleInput | EndRoutingRuleInput,
    work: () => Promise<RoutingRule>,
  ): Promise<RoutingRule> {
    requireShiftLeader(actor, action);
    const id = await mutate(this.parts.scope, actor, action.code, input, async () => (await work()).id);
    return this.parts.routing.existing(id);
  }
}
