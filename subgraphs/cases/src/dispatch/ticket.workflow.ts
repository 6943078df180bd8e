import type { OrganizationRole } from '@ecogrid/identity';
import { Workflow, inOrganization, inZone, isAnother, type Step } from '../kernel/index.ts';
import type { Ticket } from './ticket.entity.ts';
import { TicketAction, TicketState } from './ticket.vocabulary.ts';

/** The facts of a ticket that the table examines. */
export type TicketFacts = Pick<
  Ticket,
  | 'state'
  | 'organizationCode'
  | 'pendingRequest'
  | 'requestAskedBy'
  | 'extensionCount'
  | 'maxExtensions'
  | 'dueAt'
> & {
  /** A deadline can only be moved while it is ahead. */
  readonly now: Date;
};

/** A ticket in one of these states is open work. */
export const OPEN_TICKET_STATES: ReadonlyArray<keyof typeof TicketState> = [
  'ISSUED',
  'HANDLING',
  'SUSPENDED',
];

/** Whether its organization has it, or has answered it: what was given or taken back does not stand. */
export function isStanding({ state }: Pick<Ticket, 'state'>): boolean {
  return state === 'DONE' || OPEN_TICKET_STATES.includes(state);
}

type Who = 'assignee' | 'operator' | 'shiftLeader';
type Guard =
  | 'nothingAsked'
  | 'extensionAsked'
  | 'returnAsked'
  | 'suspensionAsked'
  | 'askedByAnother'
  | 'beforeDue'
  | 'extensionsLeft';
type Row = Step<keyof typeof TicketState, keyof typeof TicketAction, Who, Guard>;

/**
 * docs/domain.md §4, ticket. That the results are those which the category demands is the service's guard. What is asked for
 * changes no state until it is decided; one request is open at a time.
 */
const steps: readonly Row[] = [
  { from: ['ISSUED'], action: 'acknowledge', to: ['HANDLING'], who: 'assignee', guards: [] },
  { from: ['HANDLING'], action: 'submitResult', to: ['DONE'], who: 'assignee', guards: [] },
  { from: ['DONE'], action: 'rework', to: ['HANDLING'], who: 'FOLLOWS', guards: [] },
  {
    from: OPEN_TICKET_STATES,
    action: 'recall',
    to: ['RECALLED'],
    who: 'operator',
    guards: [],
  },
  {
    from: ['HANDLING'],
    action: 'requestExtension',
    to: ['HANDLING'],
    who: 'assignee',
    guards: ['nothingAsked', 'extensionsLeft', 'beforeDue'],
  },
  {
    from: ['HANDLING'],
    action: 'decideExtension',
    to: ['HANDLING'],
    who: 'operator',
    guards: ['extensionAsked', 'askedByAnother'],
  },
  ...(['ISSUED', 'HANDLING'] as const).flatMap((state): Row[] => [
    { from: [state], action: 'requestReturn', to: [state], who: 'assignee', guards: ['nothingAsked'] },
    {
      from: [state],
      action: 'decideReturn',
      to: ['RETURNED', state],
      who: 'operator',
      guards: ['returnAsked', 'askedByAnother'],
    },
  ]),
  {
    from: ['HANDLING'],
    action: 'requestSuspension',
    to: ['HANDLING'],
    who: 'assignee',
    guards: ['nothingAsked'],
  },
  {
    from: ['HANDLING'],
    action: 'decideSuspension',
    to: ['SUSPENDED', 'HANDLING'],
    who: 'shiftLeader',
    guards: ['suspensionAsked', 'askedByAnother'],
  },
  { from: ['SUSPENDED'], action: 'resume', to: ['HANDLING'], who: 'assignee', guards: [] },
  { from: ['SUSPENDED'], action: 'resume', to: ['HANDLING'], who: 'shiftLeader', guards: [] },
];

/** The roles that handle tickets, in any organization. Supervisors report only. */
const HANDLERS: readonly OrganizationRole[] = [
  'DEPARTMENT_STAFF',
  'STREET_STAFF',
  'GRID_HEAD',
  'GRID_MEMBER',
  'POST_SUPERVISION',
  'OPERATOR',
];

export const ticketWorkflow = new Workflow<
  TicketFacts,
  keyof typeof TicketState,
  keyof typeof TicketAction,
  Who,
  Guard
>({
  thing: 'ticket',
  states: TicketState,
  actions: TicketAction,
  steps,
  permissions: {
    assignee: inOrganization(...HANDLERS),
    operator: inZone('OPERATOR'),
    shiftLeader: inZone('SHIFT_LEADER'),
  },
  guards: {
    nothingAsked: ({ pendingRequest }) => pendingRequest === null,
    extensionAsked: asked('EXTEND'),
    returnAsked: asked('RETURN'),
    suspensionAsked: asked('SUSPEND'),
    askedByAnother: ({ requestAskedBy }, actor) => isAnother(actor, requestAskedBy),
    beforeDue: ({ dueAt, now }) => now < dueAt,
    extensionsLeft: ({ extensionCount, maxExtensions }) => extensionCount < maxExtensions,
  },
});

function asked(kind: NonNullable<TicketFacts['pendingRequest']>): (facts: TicketFacts) => boolean {
  return ({ pendingRequest }) => pendingRequest === kind;
}
