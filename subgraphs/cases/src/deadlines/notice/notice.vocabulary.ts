import { vocabulary } from '@ecogrid/subgraph';

export const NoticeKind = vocabulary('NoticeKind', 'The kinds of deadline notices (时限提醒类别).', {
  WARNING_FRACTION: 'A configured share of the time is used, 75 % by default (预警:时限已用四分之三).',
  WARNING_LEAD: 'The deadline is a fixed lead of working time ahead (预警:临期).',
  OVERDUE: 'The deadline has passed; repeated, and each time one level higher (超期升级).',
  UNACKNOWLEDGED_MAIL:
    'The ticket is not acknowledged; its organization receives an e-mail (未签收,邮件提醒).',
  UNACKNOWLEDGED_PHONE: 'The ticket is still not acknowledged; a call is due (未签收,电话提醒).',
  LOOK_BACK_DUE: 'The day of a look-back has come (回头看到期).',
});

export const NoticeState = vocabulary('NoticeState', 'The state of a deadline notice (时限提醒状态).', {
  PENDING: 'Goes out when its time has come, unless the clock changes before (待发).',
  SENT: 'Went out (已发).',
  GONE: 'Ended without going out: its ticket or case no longer existed when its time came (对象已不存在,未发).',
});

export const NoticeThing = vocabulary('NoticeThing', 'The subject of a deadline notice (时限提醒对象).', {
  TICKET: 'The step clock of a transfer ticket (转办件办理时限).',
  CASE: 'The business clock of a case (案卷时限).',
  LOOK_BACK: 'The day of a look-back (回头看).',
});

export const EscalationLevel = vocabulary(
  'EscalationLevel',
  'The recipients of an overdue notice, by level of escalation (升级层级).',
  {
    OPERATOR: 'The operators of the desk (坐席).',
    GRID_HEAD: 'The head of the street grid (网格长).',
    SHIFT_LEADER: 'The shift leader (值班长).',
  },
);
