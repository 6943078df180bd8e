import { vocabulary } from '../../kernel/index.ts';

export const ReminderReason = vocabulary('ReminderReason', 'Why somebody must call (电话提醒原因).', {
  UNACKNOWLEDGED: 'Nobody has acknowledged the ticket, in spite of an e-mail (未签收).',
  OVERDUE: 'The ticket is overdue (超期).',
});

export const ReminderState = vocabulary('ReminderState', 'Where a phone reminder stands (电话提醒状态).', {
  OPEN: 'Somebody must call (待拨打).',
  CLOSED: 'Nobody needs to call any more (已结束).',
});

export const ReminderClosing = vocabulary('ReminderClosing', 'Why nobody needs to call any more.', {
  REACHED: 'The organization was reached (已联系上).',
  SETTLED:
    'What it was about has come to an end: acknowledged, answered, suspended, returned or recalled (事由已消除).',
});

export const CallOutcome = vocabulary('CallOutcome', 'What came of a call (通话结果).', {
  REACHED: 'Somebody was reached and told (已联系上).',
  NO_ANSWER: 'Nobody answered: another attempt follows (无人接听).',
  WRONG_NUMBER: 'The number is wrong: another attempt follows once it is corrected (号码有误).',
});
