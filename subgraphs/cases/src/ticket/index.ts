export { TicketRequestKind, TicketState } from './ticket.vocabulary.ts';
export {
  OPEN_TICKET_STATES,
  OfferedTicketAction,
  TICKET_ACTIONS,
  isStanding,
  offeredTicketActions,
  ticketWorkflow,
  type TicketAction,
  type TicketFacts,
} from './ticket.workflow.ts';
