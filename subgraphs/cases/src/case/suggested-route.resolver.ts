import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import type { GraphContext } from '@ecogrid/subgraph';
import { Organization } from '../peers/index.ts';
import { TicketRole, suggestedRoute, type RoutingRepository } from '../routing/index.ts';
import { Case } from './case.entity.ts';

@ObjectType({
  description: 'An organization that the industry guidelines name for a case (派遣建议). Article row 36.',
})
class SuggestedAssignment {
  @Field(() => Organization, { description: 'The organization.' })
  organization!: Organization;

  @Field(() => TicketRole, { description: 'Its part (主办/协办).' })
  role!: keyof typeof TicketRole;

  @Field(() => ID, { description: 'The routing rule that named it.' })
  ruleId!: string;
}

@Resolver(() => Case)
export class SuggestedRouteResolver {
  constructor(
    private readonly routing: RoutingRepository,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => [SuggestedAssignment], {
    name: 'suggestedRoute',
    description: 'Whom the routing rules of today name, the lead first (派遣建议).',
  })
  async of(@Root() subject: Case, @Ctx() context: GraphContext): Promise<SuggestedAssignment[]> {
    const rules = await context.load(this.routing.rules, 'ALL');
    const route = suggestedRoute(rules, subject, shanghaiDay(this.clock.now()));
    return route.map(({ organizationCode, ...kept }) => ({
      ...kept,
      organization: { code: organizationCode },
    }));
  }
}
