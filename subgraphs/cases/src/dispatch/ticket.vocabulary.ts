import { vocabulary } from '../kernel/index.ts';

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
  requestExtension: 'Ask for a later deadline (申请延时).',
  requestReturn: 'Ask to give it back: it belongs elsewhere (申请回退).',
  requestSuspension: 'Ask to pause it (申请挂账).',
  decideExtension: 'Decide about the extension that was asked for (审批延时).',
  decideReturn: 'Decide about the return that was asked for (审批回退).',
  decideSuspension: 'Decide about the suspension that was asked for (审批挂账).',
  resume: 'Resume it: its clock runs on (恢复办理).',
});

export const TicketRequestKind = vocabulary('TicketRequestKind', 'What may be asked for about a ticket.', {
  EXTEND: 'A later deadline (延时).',
  RETURN: 'To give it back to the desk (回退).',
  SUSPEND: 'To pause it (挂账).',
});

export const RequestState = vocabulary('RequestState', 'Where a request stands (申请状态).', {
  ASKED: 'Asked: nobody has decided (待审批).',
  APPROVED: 'Approved (同意).',
  DECLINED: 'Declined (不同意).',
  WITHDRAWN: 'Without an object: what it was about ended before the decision (已撤销).',
});

export const RequestDecision = vocabulary('RequestDecision', 'What is decided about a request (审批意见).', {
  APPROVED: 'Approved (同意).',
  DECLINED: 'Declined (不同意).',
});

export const TicketPushKind = vocabulary('TicketPushKind', 'What happened to a pushed ticket.', {
  ASSIGNED: 'It was issued to the organization (派遣).',
  CHANGED: 'It changed state.',
  RETURNED: 'Its return was decided (回退).',
  RECALLED: 'It was recalled (撤回).',
});

export const TicketOrder = vocabulary('TicketOrder', 'Orders of a list of tickets.', {
  ISSUED_AT: 'By the time of issue, the newest first.',
  DUE_AT:
    'By the deadline, the nearest first; last those whose clock stands or was kept: answered, paused, returned, recalled.',
});
