import { actions, vocabulary } from '@ecogrid/subgraph';

export const TicketState = vocabulary('TicketState', 'The state of a transfer ticket (转办件状态).', {
  ISSUED: 'Issued: the organization has not acknowledged it (已下发).',
  HANDLING: 'Being handled (处理中).',
  SUSPENDED: 'Suspended: its clock is paused (已挂账).',
  RETURNED: 'Returned by the organization (已回退).',
  DONE: 'Answered with its results (已办结).',
  RECALLED: 'Recalled by the desk (已撤回).',
});

const ticketActions = actions('TicketAction', 'The actions on a ticket (转办件操作).', {
  acknowledge: { mutation: 'acknowledgeTicket', means: 'Acknowledge the ticket (签收).' },
  submitResult: { mutation: 'submitTicketResult', means: 'Answer the ticket with its results (提交结果).' },
  rework: { means: 'Rework the ticket, automatically after a failed check (返工).' },
  recall: { mutation: 'recallTicket', means: 'Recall the ticket, with a reason (撤回).' },
  requestExtension: { mutation: 'requestExtension', means: 'Request a later deadline (申请延时).' },
  requestReturn: {
    mutation: 'requestReturn',
    means: 'Request to return the ticket to the desk (申请回退).',
  },
  requestSuspension: { mutation: 'requestSuspension', means: 'Request to suspend the ticket (申请挂账).' },
  decideExtension: {
    mutation: 'decideTicketRequest',
    means: 'Decide on the request of the organization (审批申请).',
  },
  decideReturn: {
    mutation: 'decideTicketRequest',
    means: 'Decide on the request of the organization (审批申请).',
  },
  decideSuspension: {
    mutation: 'decideTicketRequest',
    means: 'Decide on the request of the organization (审批申请).',
  },
  resume: { mutation: 'resumeTicket', means: 'Resume the ticket: its clock runs on (恢复办理).' },
});
export const TicketAction = ticketActions.terms;
/** The mutations that perform them, as the graph shows what is available. */
export const OfferedTicketAction = ticketActions.Offered;
export const offeredTicketActions = ticketActions.offered;

export const TicketRequestKind = vocabulary(
  'TicketRequestKind',
  'The kinds of requests about a ticket (申请类别).',
  {
    EXTEND: 'A later deadline (延时).',
    RETURN: 'To give it back to the desk (回退).',
    SUSPEND: 'To pause it (挂账).',
  },
);

export const RequestState = vocabulary('RequestState', 'The state of a request (申请状态).', {
  ASKED: 'Pending: a decision is due (待审批).',
  APPROVED: 'Approved (同意).',
  DECLINED: 'Declined (不同意).',
  WITHDRAWN: 'Withdrawn: its subject ended before the decision (已撤销).',
});

export const RequestDecision = vocabulary('RequestDecision', 'The decision on a request (审批意见).', {
  APPROVED: 'Approved (同意).',
  DECLINED: 'Declined (不同意).',
});

export const ExtensionOutcome = vocabulary(
  'ExtensionOutcome',
  'The outcome of a requested extension (延时结果).',
  {
    APPROVED: 'Approved: the deadline moved (同意).',
    DECLINED: 'Declined: the deadline stays (不同意).',
    WITHDRAWN: 'The ticket was answered or recalled before the decision (撤销).',
  },
);

export const TicketPushKind = vocabulary(
  'TicketPushKind',
  'The kind of change of a pushed ticket (变更类别).',
  {
    ASSIGNED: 'The ticket was issued to the organization (派遣).',
    CHANGED: 'The ticket changed its state (状态变更).',
    RETURNED: 'A return was decided (回退).',
    RECALLED: 'The ticket was recalled (撤回).',
  },
);

export const TicketOrder = vocabulary('TicketOrder', 'Orders of a list of tickets.', {
  ISSUED_AT: 'Newest first, by time of issue.',
  DUE_AT:
    'Nearest deadline first; tickets without a running clock come last: answered, suspended, returned and recalled ones.',
});
