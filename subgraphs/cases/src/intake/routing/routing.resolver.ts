import { Arg, Ctx, FieldResolver, Query, Resolver, Root, Directive } from 'type-graphql';
import { EcoGridError, term } from '@ecogrid/errors';
import { isStaff } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Day } from '@ecogrid/subgraph';
import { Category, type CategoryRepository } from '../../codes/index.ts';
import { Grid, Person, type GridLocator, personFor } from '../../neighbours/index.ts';
import { explainRoute } from './route.rule.ts';
import { EndRoutingRuleInput, ExplainRoutingInput, PublishRoutingRuleInput } from './routing.input.ts';
import { MOST_RULES, type RoutingRepository } from './routing.repository.ts';
import { RoutingRule } from './routing-rule.entity.ts';
import type { RoutingService } from './routing.service.ts';
import { RoutingExplanation, assignmentOf, verdictOf } from './routing.type.ts';

interface Parts {
  readonly service: RoutingService;
  readonly routing: RoutingRepository;
  readonly categories: CategoryRepository;
  readonly locator: GridLocator;
  readonly clock: Clock;
}

@Resolver(() => RoutingRule)
export class RoutingResolver {
  constructor(private readonly parts: Parts) {}

  @Directive('@listSize(assumedSize: 100)')
  @Query(() => [RoutingRule], {
    description: `The routing rules in force on a day, in order, ${MOST_RULES} at most (派遣规则); empty for the public and for enterprises.`,
  })
  async routingRules(
    @Ctx() { actor }: GraphContext,
    @Arg('on', () => Day, {
      nullable: true,
      description: 'The day; absent: today.',
    })
    on?: string,
  ): Promise<RoutingRule[]> {
    if (!isStaff(actor)) return [];
    return this.parts.routing.on(on ?? this.today());
  }

  @Query(() => RoutingExplanation, {
    description:
      'The organizations that the routing rules select for such a case, with the verdict of every rule (派遣说明). Not for the public and enterprises. Errors: FORBIDDEN, NOT_FOUND (category, grid), PLACE_OUTSIDE.',
  })
  async explainRouting(
    @Arg('input', () => ExplainRoutingInput, {
      description: 'The category, place, urgency and day of the case.',
    })
    input: ExplainRoutingInput,
    @Ctx() context: GraphContext,
  ): Promise<RoutingExplanation> {
    if (!isStaff(context.actor))
      throw new EcoGridError('FORBIDDEN', {
        action: term('explainRouting', '解释派遣路径', 'explain the routing'),
      });
    const { categoryCode = null, medium = null, objectKind = null, on = this.today() } = input;
    const gridMatch = await this.matchOf(input);
    const isUrgent = input.isUrgent ?? (await this.isUrgent(categoryCode));
    const routed = { categoryCode, medium, objectKind, isUrgent, gridCode: gridMatch?.gridCode ?? null };
    const rules = await this.parts.routing.asked(on);
    const { verdicts, route } = explainRoute(rules, routed, on);
    const [lead, assisting] = [
      route.find(({ role }) => role === 'LEAD'),
      route.filter(({ role }) => role !== 'LEAD'),
    ];
    return {
      on,
      gridMatch: input.place ? gridMatch : null,
      verdicts: verdicts.map(verdictOf),
      lead: lead ? assignmentOf(lead) : null,
      assisting: assisting.map(assignmentOf),
    };
  }

  @PayloadMutation('routingRule', () => RoutingRule, {
    description:
      'Publishes a routing rule or its next version, from a day to come (发布派遣规则); the version that stands ends on that day. For shift leaders. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED, VERSION_STALE.',
  })
  publishRoutingRule(
    @Arg('input', () => PublishRoutingRuleInput, { description: 'The rule, and from when.' })
    input: PublishRoutingRuleInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<RoutingRule> {
    return this.parts.service.publish(actor, input);
  }

  @PayloadMutation('routingRule', () => RoutingRule, {
    description:
      'Ends a routing rule on a day to come, with none in its place (终止派遣规则). For shift leaders. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED, VERSION_STALE.',
  })
  endRoutingRule(
    @Arg('input', () => EndRoutingRuleInput, { description: 'The rule and its last day.' })
    input: EndRoutingRuleInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<RoutingRule> {
    return this.parts.service.endRule(actor, input);
  }

  @FieldResolver(() => Category, { nullable: true, description: 'The category it is about; null for any.' })
  category(@Root() { categoryCode }: RoutingRule, @Ctx() context: GraphContext): Promise<Category | null> {
    return categoryCode ? context.load(this.parts.categories.byCode, categoryCode) : Promise.resolve(null);
  }

  @FieldResolver(() => Grid, { nullable: true, description: 'The territory it is about; null for any.' })
  grid(@Root() { gridCode }: RoutingRule): Grid | null {
    return gridCode ? { code: gridCode } : null;
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who published it (发布人); null for the first rules.',
  })
  publisher(@Root() { publishedBy }: RoutingRule, @Ctx() context: GraphContext): Person | null {
    return personFor(context, publishedBy);
  }

  private async matchOf({ place, gridCode }: ExplainRoutingInput) {
    if (place) return this.parts.locator.locate(place, 'PLACE');
    return gridCode ? this.parts.locator.named(gridCode, 'DESK', null) : null;
  }

  private async isUrgent(categoryCode: string | null): Promise<boolean> {
    const category = categoryCode ? await this.parts.categories.find(categoryCode) : null;
    if (categoryCode && !category)
      throw new EcoGridError('NOT_FOUND', { thing: 'category', id: categoryCode });
    return category?.isUrgent ?? false;
  }

  private today(): string {
    return shanghaiDay(this.parts.clock.now());
  }
}
