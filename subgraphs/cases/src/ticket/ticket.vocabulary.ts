import { vocabulary } from '@ecogrid/subgraph';

export const TicketState = vocabulary('TicketState', 'The state of a transfer ticket (转办件状态).', {
  ISSUED: 'Issued: the organization has not acknowledged it (已下发).',
  HANDLING: 'Being handled (处理中).',
  SUSPENDED: 'Suspended: its clock is paused (已挂账).',
  RETURNED: 'Returned by the organization (已回退).',
  DONE: 'Answered with its results (已办结).',
  RECALLED: 'Recalled by the desk (已撤回).',
});

export const TicketRequestKind = vocabulary(
  'TicketRequestKind',
  'The kinds of requests about a ticket (申请类别).',
  {
    EXTEND: 'A later deadline (延时).',
    RETURN: 'To give it back to the desk (回退).',
    SUSPEND: 'To pause it (挂账).',
  },
);
