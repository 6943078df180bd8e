import type { Actor, Role } from '@ecogrid/identity';
import { Workflow, type Step } from '../workflow/index.ts';
import type { Ticket } from './ticket.entity.ts';
import type { TicketAction, TicketState } from './ticket.vocabulary.ts';

/** What of a ticket the table looks at. */
export type TicketFacts = Pick<Ticket, 'state' | 'organizationCode'>;

type Who = 'assignee' | 'operator';
type Row = Step<keyof typeof TicketState, keyof typeof TicketAction, Who, never>;

/**
 * DOMAIN §4, ticket. That the results are those which the category demands is the service's guard. The requests
 * (return, suspend, extend), each with its approver, are not in it yet.
 */
const steps: readonly Row[] = [
  { from: ['ISSUED'], action: 'acknowledge', to: ['HANDLING'], who: 'assignee', guards: [] },
  { from: ['HANDLING'], action: 'submitResult', to: ['DONE'], who: 'assignee', guards: [] },
  { from: ['DONE'], action: 'rework', to: ['HANDLING'], who: 'FOLLOWS', guards: [] },
  {
    from: ['ISSUED', 'HANDLING', 'SUSPENDED'],
    action: 'recall',
    to: ['RECALLED'],
    who: 'operator',
    guards: [],
  },
];

/** Who handles tickets, in whatever organization. Supervisors report only. */
const HANDLERS: readonly Role[] = [
  'DEPARTMENT_STAFF',
  'STREET_STAFF',
  'GRID_HEAD',
  'GRID_MEMBER',
  'POST_SUPERVISION',
  'OPERATOR',
];

const isAssignee = ({ organizationCode }: Actor, ticket: TicketFacts): boolean =>
  organizationCode === ticket.organizationCode;

export const ticketWorkflow = new Workflow<
  TicketFacts,
  keyof typeof TicketState,
  keyof typeof TicketAction,
  Who,
  never
>({
  thing: 'ticket',
  steps,
  permissions: { assignee: { roles: HANDLERS, also: isAssignee }, operator: { roles: ['OPERATOR'] } },
  guards: {},
});
