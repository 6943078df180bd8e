export { DispatchService } from './dispatch.service.ts';
export { stepDueAt, stepMinutes } from './step-clock.rule.ts';
export { TicketRequestMutations, TicketRequestResolver } from './ticket-request.resolver.ts';
export { TicketRequest } from './ticket-request.entity.ts';
export { TicketRequestRepository } from './ticket-request.repository.ts';
export { TicketRequestService } from './ticket-request.service.ts';
export { TicketSettlement } from './ticket.settlement.ts';
export { RequestDecision, RequestState, TicketState } from './ticket.vocabulary.ts';
export { TicketResult } from './ticket-result.entity.ts';
export { TicketChanges, type TicketFollower } from './ticket.changes.ts';
export { LetterTicketResolver, TicketLettersResolver } from './ticket-letters.resolver.ts';
export { TicketLetters } from './ticket.letters.ts';
export { Ticket, listedByTicket } from './ticket.entity.ts';
export { canReadTicket } from './ticket.policy.ts';
export { TicketRepository } from './ticket.repository.ts';
export { CaseTicketsResolver, OrganizationTicketsResolver } from './ticket-extensions.resolver.ts';
export { TicketMutations } from './ticket.mutations.ts';
export { TicketCountResolver, TicketResolver } from './ticket.resolver.ts';
export {
  EnforcementResultResolver,
  RectificationResultResolver,
  TicketResultResolver,
  VerificationResultResolver,
} from './ticket-result.resolver.ts';
export { TicketService } from './ticket.service.ts';
export { TicketSubscription } from './ticket.subscription.ts';
export { OPEN_TICKET_STATES, ticketWorkflow } from './ticket.workflow.ts';
export * from './email/index.ts';
