export { DispatchService } from './dispatch.service.ts';
export { stepDueAt } from './step-clock.rule.ts';
export { TicketResult } from './ticket-result.entity.ts';
export { TicketChanges } from './ticket.changes.ts';
export { Ticket } from './ticket.entity.ts';
export { TicketRepository } from './ticket.repository.ts';
export {
  CaseTicketsResolver,
  OrganizationTicketsResolver,
  TicketMutations,
  TicketResolver,
  TicketResultResolver,
} from './ticket.resolver.ts';
export { TicketService } from './ticket.service.ts';
export { TicketSubscription } from './ticket.subscription.ts';
export { ticketWorkflow } from './ticket.workflow.ts';
