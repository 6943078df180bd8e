import { vocabulary } from '@ecogrid/subgraph';

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
