import { vocabulary } from '@ecogrid/subgraph';

export const ReminderReason = vocabulary(
  'ReminderReason',
  'The reasons for a phone reminder (电话提醒原因).',
  {
    UNACKNOWLEDGED: 'The ticket is not acknowledged in spite of an e-mail (未签收).',
    OVERDUE: 'The ticket is overdue (超期).',
  },
);

export const ReminderState = vocabulary('ReminderState', 'The state of a phone reminder (电话提醒状态).', {
  OPEN: 'A call is due (待拨打).',
  CLOSED: 'No further call is due (已结束).',
});

export const ReminderClosing = vocabulary(
  'ReminderClosing',
  'The reasons for closing a phone reminder (结束原因).',
  {
    REACHED: 'The organization was reached (已联系上).',
    SETTLED:
      'The cause has ended: the ticket was acknowledged, answered, suspended, returned or recalled (事由已消除).',
  },
);

export const CallOutcome = vocabulary('CallOutcome', 'The outcome of a call (通话结果).', {
  REACHED: 'The organization was reached (已联系上).',
  NO_ANSWER: 'No answer: another attempt follows (无人接听).',
  WRONG_NUMBER: 'The number is wrong: another attempt follows once it is corrected (号码有误).',
});
