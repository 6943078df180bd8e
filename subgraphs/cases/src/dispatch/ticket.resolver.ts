import { IsArray, IsBoolean, IsDate, IsIn, MaxLength } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { CappedCount } from '@ecogrid/database';
import type { Clock } from '@ecogrid/service';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Case, type CaseRepository } from '../case/index.ts';
import { Organization } from '../neighbours/index.ts';
import { TicketResult, wordlessResult } from './ticket-result.entity.ts';
import { Ticket, isTicketOverdue } from './ticket.entity.ts';
import { mayReadTicketWords } from './ticket.policy.ts';
import { MOST_RESULTS, type TicketRepository } from './ticket.repository.ts';
import { OfferedTicketAction, TicketState, offeredTicketActions, ticketWorkflow } from '../ticket/index.ts';
import { TicketOrder } from './ticket.vocabulary.ts';

export const TicketConnection = connectionType('Ticket', () => Ticket);

/** The filters and the order of the tickets of an organization. */
@ArgsType()
export class NestedTicketsArguments extends PageArguments {
  @Field(() => [TicketState], { nullable: true, description: 'Only tickets in one of these states.' })
  @IsArray()
  @IsIn(Object.keys(TicketState), { each: true })
  states?: Array<keyof typeof TicketState>;

  @Field(() => String, {
    nullable: true,
    description: 'Only tickets of cases inside the grid of this code, itself included.',
  })
  within?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only tickets that are overdue, or only those that are not.',
  })
  @IsBoolean()
  isOverdue?: boolean;

  @Field(() => Date, {
    nullable: true,
    description:
      'Only tickets that are overdue by this moment if they are not answered, or that were answered late.',
  })
  @IsDate()
  dueBefore?: Date;

  @Field(() => TicketOrder, { defaultValue: 'ISSUED_AT', description: 'The order of the list.' })
  @IsIn(Object.keys(TicketOrder))
  orderBy!: keyof typeof TicketOrder;
}

@ArgsType()
class TicketsArguments extends NestedTicketsArguments {
  @Field(() => String, { nullable: true, description: 'Only tickets of the organization with this code.' })
  @MaxLength(64)
  organizationCode?: string;
}

@Resolver(() => Ticket)
export class TicketResolver {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly cases: CaseRepository,
    private readonly clock: Clock,
  ) {}

  @Query(() => Ticket, {
    nullable: true,
    description: 'A ticket by its id; null when there is none the actor may see.',
  })
  ticket(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Ticket | null> {
    return context.load(this.tickets.byId, id);
  }

  @Query(() => TicketConnection, {
    name: 'tickets',
    description:
      'The tickets that the actor may see. Filters without an index are applied row by row: see `cases`.',
  })
  async list(
    @Args(() => TicketsArguments) args: TicketsArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Ticket>> {
    const filter = { ...args, now: this.clock.now() };
    const count = (upTo: number): Promise<CappedCount> =>
      this.tickets.count(filter, args.orderBy, actor, upTo);
    const page = await this.tickets.page(filter, args.orderBy, actor, args);
    return connectionOf({ ...page, count }, args);
  }

  @FieldResolver(() => Case, {
    name: 'case',
    nullable: true,
    description: 'The case it belongs to; null for those who may not see the case.',
  })
  of(@Root() { caseId }: Ticket, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.cases.byId, caseId);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that must handle it (承办单位); null when it was dissolved.',
  })
  assignee(@Root() { organizationCode }: Ticket): Organization {
    return { code: organizationCode };
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it is open beyond its deadline, or was answered late (超期).',
  })
  isOverdue(@Root() ticket: Ticket): boolean {
    return isTicketOverdue(ticket, this.clock.now());
  }

  @Directive('@tag(name: "personal")')
  @FieldResolver(() => [OfferedTicketAction], {
    description: 'The mutations that would accept it from this actor now (可执行操作).',
  })
  availableActions(@Root() ticket: Ticket, @Ctx() { actor }: GraphContext): string[] {
    return offeredTicketActions(ticketWorkflow.available(actor, { ...ticket, now: this.clock.now() }));
  }

  @Directive('@listSize(assumedSize: 5)')
  @FieldResolver(() => [TicketResult], {
    description: `The results submitted so far, those of earlier rounds first, the newest ${MOST_RESULTS} at most (处置结果).`,
  })
  async results(@Root() ticket: Ticket, @Ctx() context: GraphContext): Promise<TicketResult[]> {
    const results = await context.load(this.tickets.resultsOf, ticket.id);
    return mayReadTicketWords(context.actor, ticket) ? results : results.map(wordlessResult);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The reason of its last recall, return or rework (原因); null without one, and for BI and assessors.',
  })
  reason(@Root() ticket: Ticket, @Ctx() { actor }: GraphContext): string | null {
    return mayReadTicketWords(actor, ticket) ? ticket.reason : null;
  }
}
