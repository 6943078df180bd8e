import { Arg, Ctx, Resolver } from 'type-graphql';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Case } from '../case/index.ts';
import type { DispatchService } from './dispatch.service.ts';
import { Ticket } from './ticket.entity.ts';
import {
  AcknowledgeTicketInput,
  DispatchCaseInput,
  RedispatchCaseInput,
  RecallTicketInput,
  SubmitTicketResultInput,
} from './ticket.input.ts';
import type { TicketService } from './ticket.service.ts';

const REFUSALS = 'FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE';

@Resolver(() => Ticket)
export class TicketMutations {
  constructor(
    private readonly dispatching: DispatchService,
    private readonly service: TicketService,
  ) {}

  @PayloadMutation('case', () => Case, {
    description: `Dispatches a case (派遣): case, tickets, clocks, history and events in one transaction. For operators. Errors: ${REFUSALS}, INPUT_INVALID.`,
  })
  dispatchCase(
    @Arg('input', () => DispatchCaseInput, { description: 'The case and the organizations.' })
    input: DispatchCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.dispatching.dispatch(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Dispatches a case again (重新派遣) whose lead ticket was returned or recalled; a returned one counts as misdispatched. For operators. Errors: ${REFUSALS}, INPUT_INVALID.`,
  })
  redispatchCase(
    @Arg('input', () => RedispatchCaseInput, { description: 'The case and the organizations.' })
    input: RedispatchCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.dispatching.redispatch(actor, input);
  }

  @PayloadMutation('ticket', () => Ticket, {
    description: `Acknowledges a ticket (签收). For members of its organization. Errors: ${REFUSALS}.`,
  })
  acknowledgeTicket(
    @Arg('input', () => AcknowledgeTicketInput, { description: 'The ticket.' })
    input: AcknowledgeTicketInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.acknowledge(actor, input);
  }

  @PayloadMutation('ticket', () => Ticket, {
    description: `Answers a ticket with its typed results (提交结果). For members of its organization. Once no ticket is open the case goes on to FEEDBACK. Errors: ${REFUSALS}.`,
  })
  submitTicketResult(
    @Arg('input', () => SubmitTicketResultInput, { description: 'The ticket and its results.' })
    input: SubmitTicketResultInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.submitResult(actor, input);
  }

  @PayloadMutation('ticket', () => Ticket, {
    description: `Recalls a ticket with a reason (撤回); its organization receives an e-mail. For operators. Errors: ${REFUSALS}.`,
  })
  recallTicket(
    @Arg('input', () => RecallTicketInput, { description: 'The ticket and the reason.' })
    input: RecallTicketInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Ticket> {
    return this.service.recall(actor, input);
  }
}
