import { vocabulary } from '../vocabulary/index.ts';

export const TicketState = vocabulary('TicketState', 'The state of a transfer ticket (转办件状态).', {
  ISSUED: 'Issued: the organization has not acknowledged it (已下发).',
  HANDLING: 'Being handled (处理中).',
  SUSPENDED: 'Suspended: its clock is paused (已挂账).',
  RETURNED: 'Returned by the organization (已回退).',
  DONE: 'Answered with its results (已办结).',
  RECALLED: 'Recalled by the desk (已撤回).',
});

export const TicketAction = vocabulary('TicketAction', 'What may be done with a ticket.', {
  acknowledge: 'Acknowledge it (签收).',
  submitResult: 'Answer it with its results (提交结果).',
  rework: 'Follows from a failed check: it is handled again (返工).',
  recall: 'Recall it, with a reason (撤回).',
});

export const TicketPushKind = vocabulary('TicketPushKind', 'What happened to a pushed ticket.', {
  ASSIGNED: 'It was issued to the organization (派遣).',
  CHANGED: 'It changed state.',
  RETURNED: 'Its return was decided (回退).',
  RECALLED: 'It was recalled (撤回).',
});
