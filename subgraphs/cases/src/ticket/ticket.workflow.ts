import type { OrganizationRole } from '@ecogrid/identity';
import { actions } from '@ecogrid/subgraph';
import { Workflow, inOrganization, inZone, isAnother, type ActionWords, type Step } from '../kernel/index.ts';
import { TicketState, type TicketRequestKind } from './ticket.vocabulary.ts';

/** The words of each action: its effect, and its line in the history. */
export const TICKET_ACTIONS = {
  acknowledge: {
    mutation: 'acknowledgeTicket',
    means: 'Acknowledge the ticket (签收).',
    done: 'The ticket was acknowledged (签收).',
  },
  submitResult: {
    mutation: 'submitTicketResult',
    means: 'Answer the ticket with its results (提交结果).',
    done: 'The ticket was answered with its results (提交结果).',
  },
  rework: {
    means: 'Rework the ticket, automatically after a failed check (返工).',
    done: 'The ticket was sent back by a failed check (返工).',
  },
  recall: {
    mutation: 'recallTicket',
    means: 'Recall the ticket, with a reason (撤回).',
    done: 'The ticket was recalled (撤回).',
  },
  requestExtension: {
    mutation: 'requestExtension',
    means: 'Request a later deadline (申请延时).',
    done: 'A later deadline was asked for (申请延时).',
  },
  requestReturn: {
    mutation: 'requestReturn',
    means: 'Request to return the ticket to the desk (申请回退).',
    done: 'The return of the ticket was asked for (申请回退).',
  },
  requestSuspension: {
    mutation: 'requestSuspension',
    means: 'Request to suspend the ticket (申请挂账).',
    done: 'A suspension was asked for (申请挂账).',
  },
  decideExtension: {
    mutation: 'decideTicketRequest',
    means: 'Decide on the request of the organization (审批申请).',
    done: 'An extension was decided (审批延时).',
  },
  decideReturn: {
    mutation: 'decideTicketRequest',
    means: 'Decide on the request of the organization (审批申请).',
    done: 'A return was decided (审批回退).',
  },
  decideSuspension: {
    mutation: 'decideTicketRequest',
    means: 'Decide on the request of the organization (审批申请).',
    done: 'A suspension was decided (审批挂账).',
  },
  resume: {
    mutation: 'resumeTicket',
    means: 'Resume the ticket: its clock runs on (恢复办理).',
    done: 'The ticket was resumed (恢复办理).',
  },
} as const satisfies Readonly<Record<string, ActionWords>>;

const ticketActions = actions('TicketAction', 'The actions on a ticket (转办件操作).', TICKET_ACTIONS);
/** The mutations that perform them, as the graph shows the available ones. */
export const OfferedTicketAction = ticketActions.Offered;
export const offeredTicketActions = ticketActions.offered;
export type TicketAction = keyof typeof TICKET_ACTIONS;

/** The facts of a ticket that the state table examines. */
export interface TicketFacts {
  readonly state: keyof typeof TicketState;
  readonly organizationCode: string;
  readonly pendingRequest: keyof typeof TicketRequestKind | null;
  readonly requestAskedBy: string | null;
  readonly extensionCount: number;
  readonly maxExtensions: number;
  readonly dueAt: Date;
  /** A deadline can only be moved while it is ahead. */
  readonly now: Date;
}

/** A ticket in one of these states is open work. */
export const OPEN_TICKET_STATES: ReadonlyArray<keyof typeof TicketState> = [
  'ISSUED',
  'HANDLING',
  'SUSPENDED',
];

/** Whether its organization has it, or has answered it: a returned or recalled ticket does not stand. */
export function isStanding({ state }: Pick<TicketFacts, 'state'>): boolean {
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
type Row = Step<keyof typeof TicketState, TicketAction, Who, Guard>;

/**
 * docs/domain.md §4, ticket. That the results are those which the category demands is the service's guard. A request
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

export const ticketWorkflow = new Workflow<TicketFacts, keyof typeof TicketState, TicketAction, Who, Guard>({
  thing: 'ticket',
  states: TicketState,
  actions: ticketActions.terms,
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
