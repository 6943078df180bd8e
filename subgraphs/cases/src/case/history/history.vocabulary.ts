import { ZONE_READERS, type ZoneRole } from '@ecogrid/identity';
import { upperSnake, vocabulary } from '@ecogrid/subgraph';
import type { ActionWords } from '../../kernel/index.ts';
import { TICKET_ACTIONS } from '../../ticket/index.ts';
import { CASE_ACTIONS } from '../workflow/index.ts';

export const ActorKind = vocabulary('ActorKind', 'The kinds of actors (操作者类别).', {
  PERSON: 'A person.',
  SERVICE: 'A service, such as the consumer of exceedances.',
  PUBLIC: 'A caller without a token (公众).',
});

export const EventThing = vocabulary('EventThing', 'The subject of a line of the history (历史对象).', {
  CASE: 'The case (案卷).',
  TICKET: 'A transfer ticket of the case (转办件).',
  REPORT: 'A report of the case (上报).',
  EMAIL: 'An e-mail about a ticket of the case (邮件).',
  INSPECTION: 'An inspection of the case by the post-supervision group (后督察).',
  PHOTO: 'A photo that was attached (照片); the note is the SHA-256 of its content.',
});

type Line = Pick<ActionWords, 'done' | 'seenBy'>;

/** The words of the state tables of cases and tickets, and the actions on other things of a case. */
const HISTORY_ACTIONS = {
  ...CASE_ACTIONS,
  ...TICKET_ACTIONS,
  adopt: 'A report was adopted into the case (采纳).',
  endEpisode: 'The values were within the limit again; the note holds the peak (恢复达标).',
  withdrawRequest: 'A pending request ended with its ticket, undecided (申请撤销).',
  resend: 'A dead e-mail was sent again (重新发送).',
  // The people whose work is inspected do not learn of it before.
  draw: { done: 'The case was drawn for an inspection (抽样).', seenBy: ZONE_READERS },
  record: 'The result of an inspection was recorded (后督察结论).',
  attach: 'A photo was attached (附照片).',
  escalate: 'The overdue matter was escalated (督办升级).',
  remindByPhone: 'The organization was reminded by telephone (电话提醒).',
  warn: 'A warning before a deadline went out (时限预警).',
  remind: 'A reminder went out: a ticket is not acknowledged, or a look-back is due (提醒).',
} as const satisfies Readonly<Record<string, string | Line>>;

/** Where a line of the history comes from. */
export const HistoryChannel = vocabulary('HistoryChannel', 'The origins of changes (操作渠道).', {
  GRAPHQL: 'A mutation.',
  EVENT: 'An event of another subgraph, or a service.',
  SCHEDULE: 'A job, when its time had come.',
});

/** Every state of the things of a history: a test compares it with the state tables. */
export const HistoryState = vocabulary(
  'HistoryState',
  'The states of cases, tickets, reports, e-mails, inspections and photos (状态); `thing` names their object.',
  {
    REPORTED: 'Of a case: reported, waits for acceptance (已上报).',
    VERIFYING: 'Of a case: verified on site before acceptance (核实中).',
    ACCEPTED: 'Of a case: accepted, waits for filing (已受理).',
    REJECTED: 'Of a case or a report: not accepted (不予受理).',
    MERGED: 'Of a case: merged into another (已合并).',
    FILED: 'Of a case: filed, the business clock runs (已立案).',
    DISPATCHED: 'Of a case: dispatched to its organizations (已派遣).',
    FEEDBACK: 'Of a case: every ticket was answered (已反馈).',
    CHECKING: 'Of a case: its handling is checked (核查中).',
    CHECKED: 'Of a case: the check was passed (已核查).',
    CLOSED: 'Of a case: closed (已结案).',
    LOOKBACK: 'Of a case: looked back at (回头看中).',
    REOPENED: 'Of a case: reopened by a failed look-back (重新立案).',
    VOID: 'Of a case: void (已作废).',
    ISSUED: 'Of a ticket: issued to its organization (已下发).',
    HANDLING: 'Of a ticket: being handled (处理中).',
    SUSPENDED: 'Of a ticket: its clock is paused (已挂账).',
    RETURNED: 'Of a ticket: returned by its organization (已回退).',
    DONE: 'Of a ticket: answered with its results (已办结).',
    RECALLED: 'Of a ticket: recalled by the desk (已撤回).',
    RECEIVED: 'Of a report: received (已接收).',
    UNDER_REVIEW: 'Of a report: being reviewed (审核中).',
    ADOPTED: 'Of a report: adopted into a case (已采纳).',
    QUEUED: 'Of an e-mail: queued for sending (待发送).',
    SENDING: 'Of an e-mail: being sent (发送中).',
    SENT: 'Of an e-mail: sent (已发送).',
    FAILED: 'Of an e-mail: the last attempt failed; of an inspection: not passed (不通过).',
    DEAD: 'Of an e-mail: no further attempt (死信).',
    DUE: 'Of an inspection: due (待督察).',
    PASSED: 'Of an inspection: passed (督察通过).',
    ATTACHED: 'Of a photo: attached (已关联).',
  },
);

/** The actions that a history records; reports and inspections share words with cases and differ in `thing`. */
export type HistoryAction = keyof typeof HISTORY_ACTIONS;

const LINES = Object.entries<string | Line>(HISTORY_ACTIONS).map(
  ([value, line]) => [value, typeof line === 'string' ? { done: line } : line] as const,
);

/** The roles that see a restricted action; every reader of the history sees the other actions. */
export const READERS_OF_ACTIONS: Readonly<Partial<Record<HistoryAction, readonly ZoneRole[]>>> =
  Object.fromEntries(LINES.flatMap(([action, { seenBy }]) => (seenBy ? [[action, seenBy]] : [])));

/** The graph's enumeration: `SEND_TO_VERIFY` for `sendToVerify`. */
export const HistoryActions = vocabulary(
  'HistoryAction',
  'The actions that the history of a case records and that pushes name (办理环节); `thing` names their object.',
  Object.fromEntries(LINES.map(([value, { done: means }]) => [upperSnake(value), { value, means }])),
);
