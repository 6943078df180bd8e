import { vocabulary } from '../../kernel/index.ts';

export const NoticeKind = vocabulary('NoticeKind', 'What a deadline notice tells (时限提醒类别).', {
  WARNING_FRACTION: 'A share of the time is used up, by custom three quarters (预警:时限过半).',
  WARNING_LEAD: 'The deadline is a fixed lead of working time ahead (预警:临期).',
  OVERDUE: 'The deadline has passed; repeated, and each time one rung higher (超期升级).',
  UNACKNOWLEDGED_MAIL:
    'Nobody has acknowledged the ticket: its organization is reminded by e-mail (未签收,邮件提醒).',
  UNACKNOWLEDGED_PHONE: 'Still nobody has: somebody must call (未签收,电话提醒).',
  LOOK_BACK_DUE: 'The day of a look-back has come (回头看到期).',
});

export const NoticeState = vocabulary('NoticeState', 'Where a deadline notice stands.', {
  PENDING: 'Goes out when its time has come, unless the clock changes before (待发).',
  SENT: 'Went out (已发).',
});

export const NoticeThing = vocabulary('NoticeThing', 'Whose time a deadline notice is about.', {
  TICKET: 'The step clock of a transfer ticket (转办件办理时限).',
  CASE: 'The business clock of a case (案卷时限).',
  LOOK_BACK: 'The day of a look-back (回头看).',
});

export const Rung = vocabulary('Rung', 'Whom an overdue notice has climbed to (升级层级).', {
  OPERATOR: 'The operators of the desk (坐席).',
  GRID_HEAD: 'The head of the street grid (网格长).',
  SHIFT_LEADER: 'The shift leader (值班长).',
});
