import { Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import type { GraphContext } from '@ecogrid/subgraph';
import {
  ASSISTING_MOST,
  SuggestedAssignment,
  assignmentOf,
  explainRoute,
  mediumOf,
  type RoutingRepository,
} from '../intake/index.ts';
import { Case } from './case.entity.ts';

@Resolver(() => Case)
export class SuggestedRouteResolver {
  constructor(
    private readonly routing: RoutingRepository,
    private readonly clock: Clock,
  ) {}

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [SuggestedAssignment], {
    name: 'suggestedRoute',
    description: `The organizations that the routing rules of today select, the lead first, ${1 + ASSISTING_MOST} at most (派遣建议); the result of \`explainRouting\`.`,
  })
  async of(@Root() subject: Case, @Ctx() context: GraphContext): Promise<SuggestedAssignment[]> {
    const today = shanghaiDay(this.clock.now());
    const rules = await context.load(this.routing.ofDay, today);
    const routed = { ...subject, medium: mediumOf(subject.pollutantCode) };
    return explainRoute(rules, routed, today).route.map(assignmentOf);
  }
}
