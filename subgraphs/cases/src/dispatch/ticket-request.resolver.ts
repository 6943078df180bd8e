import { Arg, Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Person, handlerFor, personFor } from '../neighbours/index.ts';
import { TicketRequest, wordlessRequest } from './ticket-request.entity.ts';
import {
  DecideTicketRequestInput,
  RequestExtensionInput,
  RequestReturnInput,
  RequestSuspensionInput,
  ResumeTicketInput,
} from './ticket-request.input.ts';
import { MOST_REQUESTS, type TicketRequestRepository } from './ticket-request.repository.ts';
import type { TicketRequestService } from './ticket-request.service.ts';
import { Ticket } from './ticket.entity.ts';
import { mayReadTicketWords } from './ticket.policy.ts';

const REFUSALS = 'FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE';

@Resolver(() => Ticket)
export class TicketRequestMutations {
  constructor(
    private readonly service: TicketRequestService,
    private readonly repository: TicketRequestRepository,
  ) {}

  @PayloadMutation('ticket', () => Ticket, {
    description: `Asks for a later deadline (申请延时), before it has passed and as often as the category allows. For members of its organization. Errors: ${REFUSALS}.`,
  })
  requestExtension(
    @Arg('input', () => RequestExtensionInput, { description: 'The ticket, the extension and the reason.' })
    input: RequestExtensionInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.requestExtension(actor, input);
  }

  @PayloadMutation('ticket', () => Ticket, {
    description: `Asks to give a ticket back to the desk (申请回退). For members of its organization. Errors: ${REFUSALS}.`,
  })
  requestReturn(
    @Arg('input', () => RequestReturnInput, { description: 'The ticket and the reason.' })
    input: RequestReturnInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.requestReturn(actor, input);
  }

  @PayloadMutation('ticket', () => Ticket, {
    description: `Asks to pause a ticket (申请挂账); its clock runs until that is approved. For members of its organization. Errors: ${REFUSALS}.`,
  })
  requestSuspension(
    @Arg('input', () => RequestSuspensionInput, { description: 'The ticket and the reason.' })
    input: RequestSuspensionInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.requestSuspension(actor, input);
  }

  @PayloadMutation('ticket', () => Ticket, {
    description: `Decides a request about a ticket (审批). For operators; of a suspension for shift leaders; not for the requester. Errors: ${REFUSALS}.`,
  })
  decideTicketRequest(
    @Arg('input', () => DecideTicketRequestInput, { description: 'The ticket and the decision.' })
    input: DecideTicketRequestInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.decide(actor, input);
  }

  @PayloadMutation('ticket', () => Ticket, {
    description: `Resumes a suspended ticket (恢复办理); its deadline moves by the pause. For members of its organization and shift leaders. Errors: ${REFUSALS}.`,
  })
  resumeTicket(
    @Arg('input', () => ResumeTicketInput, { description: 'The ticket.' }) input: ResumeTicketInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.resume(actor, input);
  }

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [TicketRequest], {
    description: `The requests of its organization, the oldest first, the newest ${MOST_REQUESTS} at most (延时、回退、挂账申请).`,
  })
  async requests(@Root() ticket: Ticket, @Ctx() context: GraphContext): Promise<TicketRequest[]> {
    const requests = await context.load(this.repository.ofTickets, ticket.id);
    return mayReadTicketWords(context.actor, ticket) ? requests : requests.map(wordlessRequest);
  }
}

@Resolver(() => TicketRequest)
export class TicketRequestResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'The requester (申请人); null for a service.' })
  asker(@Root() { askedBy }: TicketRequest, @Ctx() context: GraphContext): Person | null {
    return handlerFor(context, askedBy);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who decided (审批人); null while the request is pending.',
  })
  decider(@Root() { decidedBy }: TicketRequest, @Ctx() context: GraphContext): Person | null {
    return personFor(context, decidedBy);
  }
}
