import { Args, Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import type { Clock } from '@ecogrid/service';
import { nestedConnection, type GraphContext, type NestedConnection } from '@ecogrid/subgraph';
import { Case } from '../case/index.ts';
import { Organization } from '../neighbours/index.ts';
import { Ticket } from './ticket.entity.ts';
import { MOST_OF_CASE, type TicketRepository } from './ticket.repository.ts';
import { NestedTicketsArguments, TicketConnection } from './ticket.resolver.ts';
import { isStanding } from '../ticket/index.ts';

@Resolver(() => Case)
export class CaseTicketsResolver {
  constructor(private readonly repository: TicketRepository) {}

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Ticket], {
    description: `The tickets of the case that the actor may see, in the order of their numbers, the newest ${MOST_OF_CASE} at most (转办件). docs/domain.md row 17: a view for each party.`,
  })
  tickets(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Ticket[]> {
    return context.load(this.repository.ofCases, id);
  }

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Ticket], {
    description: `The current tickets, neither returned nor recalled, ${MOST_OF_CASE} at most (现行转办件). The lead ticket comes first.`,
  })
  async currentTickets(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Ticket[]> {
    return (await context.load(this.repository.ofCases, id)).filter(isStanding);
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description:
      'The newest ticket of the lead (主办件); null before dispatch, and for those who may not see it.',
  })
  async leadTicket(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Ticket | null> {
    const tickets = await context.load(this.repository.ofCases, id);
    return tickets.findLast(({ role }) => role === 'LEAD') ?? null;
  }
}

@Resolver(() => Organization)
export class OrganizationTicketsResolver {
  constructor(
    private readonly repository: TicketRepository,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => TicketConnection, {
    description:
      'The tickets of the organization that the actor may see: a list as `tickets` gives it (转办件).',
  })
  tickets(
    @Root() { code: organizationCode }: Organization,
    @Args(() => NestedTicketsArguments) args: NestedTicketsArguments,
    @Ctx() context: GraphContext,
  ): NestedConnection<Ticket> {
    const { first, after, orderBy: order, ...wish } = args;
    const filter = { ...wish, organizationCode, now: this.clock.now() };
    return nestedConnection(
      args,
      () => context.load(this.repository.pagesOf, { filter, order, page: { first, after } }),
      (upTo) => context.load(this.repository.countsOf, { filter, order, upTo }),
    );
  }
}
