import { IsArray, IsBoolean, IsDate, IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Clock } from '@ecogrid/service';
import { PageArguments, connectionOf, connectionType, type Connection, type GraphContext } from '@ecogrid/subgraph';
import { Case, type CaseRepository } from '../case/index.ts';
import { Organization, Person } from '../peers/index.ts';
import type { DispatchService } from './dispatch.service.ts';
import { TicketResult } from './ticket-result.entity.ts';
import { Ticket, isTicketOverdue } from './ticket.entity.ts';
import { AcknowledgeTicketInput, DispatchCaseInput, RecallTicketInput, SubmitTicketResultInput } from './ticket.input.ts';
import type { TicketRepository } from './ticket.repository.ts';
import type { TicketService } from './ticket.service.ts';
import { TicketAction, TicketState } from './ticket.vocabulary.ts';
import { ticketWorkflow } from './ticket.workflow.ts';

const TicketConnection = connectionType('Ticket', () => Ticket);
const REFUSALS = 'FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE';

@ArgsType()
class TicketsArguments extends PageArguments {
  @Field(() => [TicketState], { nullable: true, description: 'Only tickets in one of these states.' })
  @IsOptional()
  @IsArray()
  @IsIn(Object.keys(TicketState), { each: true })
  states?: Array<keyof typeof TicketState>;

  @Field(() => String, { nullable: true, description: 'Only tickets of the organization with this code.' })
  @IsOptional()
  @MaxLength(64)
  organizationCode?: string;

  @Field(() => String, { nullable: true, description: 'Only tickets of cases inside the grid of this code, itself included.' })
  @IsOptional()
  @Matches(/^\d{6,15}$/)
  within?: string;

  @Field(() => Boolean, { nullable: true, description: 'Only tickets that are overdue, or only those that are not.' })
  @IsOptional()
  @IsBoolean()
  isOverdue?: boolean;

  @Field(() => Date, { nullable: true, description: 'Only tickets due before this moment.' })
  @IsOptional()
  @IsDate()
  dueBefore?: Date;
}

@Resolver(() => Ticket)
export class TicketMutations {
  constructor(
    private readonly dispatching: DispatchService,
    private readonly service: TicketService,
  ) {}

  @Mutation(() => Case, {
    description: `Dispatches a case (派遣): case, tickets, clocks, history and events in one transaction. For operators. Errors: ${REFUSALS}, INPUT_INVALID.`,
  })
  dispatchCase(
    @Arg('input', () => DispatchCaseInput, { description: 'Which case, to whom.' }) input: DispatchCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.dispatching.dispatch(actor, input);
  }

  @Mutation(() => Ticket, { description: `Acknowledges a ticket (签收). For members of its organization. Errors: ${REFUSALS}.` })
  acknowledgeTicket(
    @Arg('input', () => AcknowledgeTicketInput, { description: 'Which ticket.' }) input: AcknowledgeTicketInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.acknowledge(actor, input);
  }

  @Mutation(() => Ticket, {
    description: `Answers a ticket with its typed results (提交结果). For members of its organization. Once no ticket is open the case goes on to FEEDBACK. Errors: ${REFUSALS}.`,
  })
  submitTicketResult(
    @Arg('input', () => SubmitTicketResultInput, { description: 'Which ticket, which results.' }) input: SubmitTicketResultInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.submitResult(actor, input);
  }

  @Mutation(() => Ticket, { description: `Recalls a ticket with a reason (撤回); its organization is told. For operators. Errors: ${REFUSALS}.` })
  recallTicket(
    @Arg('input', () => RecallTicketInput, { description: 'Which ticket, why.' }) input: RecallTicketInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.recall(actor, input);
  }
}

@Resolver(() => Ticket)
export class TicketResolver {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly cases: CaseRepository,
    private readonly clock: Clock,
  ) {}

  @Query(() => Ticket, { nullable: true, description: 'A ticket by its id; null when there is none the actor may see.' })
  ticket(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: GraphContext): Promise<Ticket | null> {
    return context.load(this.tickets.byId, id);
  }

  @Query(() => TicketConnection, { name: 'tickets', description: 'The tickets that the actor may see, the newest first.' })
  async list(@Args(() => TicketsArguments) args: TicketsArguments, @Ctx() { actor }: GraphContext): Promise<Connection<Ticket>> {
    return connectionOf(await this.tickets.page({ ...args, now: this.clock.now() }, actor, args), args);
  }

  @FieldResolver(() => Case, { name: 'case', nullable: true, description: 'The case it belongs to; null for those who may not see the case.' })
  of(@Root() { caseId }: Ticket, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.cases.byId, caseId);
  }

  @FieldResolver(() => Organization, { description: 'The organization that must handle it (承办单位).' })
  assignee(@Root() { organizationCode }: Ticket): Organization {
    return { code: organizationCode };
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is open beyond its deadline, or was answered late (超期).' })
  isOverdue(@Root() ticket: Ticket): boolean {
    return isTicketOverdue(ticket, this.clock.now());
  }

  @FieldResolver(() => [TicketAction], { description: 'What this actor may do with it now: exactly what the mutations accept.' })
  availableActions(@Root() ticket: Ticket, @Ctx() { actor }: GraphContext): Array<keyof typeof TicketAction> {
    return ticketWorkflow.available(actor, ticket);
  }

  @FieldResolver(() => [TicketResult], { description: 'The results submitted so far, those of earlier rounds first (处置结果).' })
  results(@Root() { id }: Ticket, @Ctx() context: GraphContext): Promise<TicketResult[]> {
    return context.load(this.tickets.resultsOf, id);
  }
}

@Resolver(() => TicketResult)
export class TicketResultResolver {
  @FieldResolver(() => Boolean, { nullable: true, description: 'Of an enforcement: whether a violation was found (是否违法); null of other kinds.' })
  isViolationFound(@Root() { facts }: TicketResult): boolean | null {
    return facts.isViolationFound ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Of an enforcement: number of the decision (处罚文书号); null when none was issued.' })
  documentNumber(@Root() { facts }: TicketResult): string | null {
    return facts.documentNumber ?? null;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Of an enforcement: the fine in whole yuan (罚款); null when none was imposed.' })
  penaltyYuan(@Root() { facts }: TicketResult): number | null {
    return facts.penaltyYuan ?? null;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Of a verification: whether what was reported is so (是否属实); null of other kinds.' })
  isTrue(@Root() { facts }: TicketResult): boolean | null {
    return facts.isTrue ?? null;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Of a rectification: whether it is completed (是否完成整改); null of other kinds.' })
  isRectified(@Root() { facts }: TicketResult): boolean | null {
    return facts.isRectified ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Of a rectification: the day it was completed, YYYY-MM-DD, Asia/Shanghai; null while it is not.' })
  rectifiedOn(@Root() { facts }: TicketResult): string | null {
    return facts.rectifiedOn ?? null;
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who submitted it; null when it was no person.' })
  submitter(@Root() { submittedBy }: TicketResult): Person | null {
    return submittedBy ? { id: submittedBy } : null;
  }
}

@Resolver(() => Case)
export class CaseTicketsResolver {
  constructor(private readonly repository: TicketRepository) {}

  @FieldResolver(() => [Ticket], { description: 'The tickets of the case that the actor may see, in the order of their numbers (转办件). Article row 17: a view for each party.' })
  tickets(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Ticket[]> {
    return context.load(this.repository.ofCases, id);
  }

  @FieldResolver(() => Ticket, { nullable: true, description: 'The newest ticket of the lead (主办件); null before dispatch, and for those who may not see it.' })
  async leadTicket(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Ticket | null> {
    const tickets = await context.load(this.repository.ofCases, id);
    return tickets.findLast(({ role }) => role === 'LEAD') ?? null;
  }
}

@Resolver(() => Organization)
export class OrganizationTicketsResolver {
  constructor(private readonly repository: TicketRepository) {}

  @FieldResolver(() => TicketConnection, { description: 'The tickets of the organization that the actor may see, the newest first (转办件).' })
  async tickets(
    @Root() { code }: Organization,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Ticket>> {
    return connectionOf(await context.load(this.repository.ofOrganizations, { key: code, first, after }), { after });
  }
}
