import { registerEnumType } from 'type-graphql';
import { upperSnake, vocabulary } from '../../kernel/index.ts';

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

const HISTORY_ACTIONS = {
  adopt: 'A report was adopted into the case (采纳).',
  sendToVerify: 'On-site verification was asked for (送核实).',
  recordVerification: 'The result of on-site verification was recorded (核实结论).',
  accept: 'The case was accepted (受理).',
  reject: 'The case was not accepted (不予受理).',
  merge: 'The case was merged into another (合并).',
  release: 'The case it was merged into was rejected or void, and it came back (解除合并).',
  unmerge: 'The case was taken out of another (取消合并).',
  amend: 'Title, summary or object name were written anew; the note holds them (修改案情).',
  move: 'The place of the case was corrected (更正位置).',
  file: 'The case was filed (立案).',
  dispatch: 'The case was dispatched, or a ticket issued (派遣).',
  redispatch: 'The case was dispatched again (重新派遣).',
  loseLead: 'The lead ticket was returned or recalled (主办件退回).',
  feedback: 'Every ticket was answered (反馈).',
  sendToCheck: 'A checker was named (送核查).',
  recordCheck: 'The result of the check was recorded (核查结论).',
  close: 'The case was closed (结案).',
  startLookBack: 'A look-back was begun (开始回头看).',
  recordLookBack: 'The result of the look-back was recorded (回头看结论).',
  failInspection: 'An inspection failed and reopened the case (后督察不通过).',
  requestVoid: 'A void was asked for (申请作废).',
  decideVoid: 'A void was decided (审批作废).',
  acknowledge: 'The ticket was acknowledged (签收).',
  submitResult: 'The ticket was answered with its results (提交结果).',
  rework: 'The ticket was sent back by a failed check (返工).',
  recall: 'The ticket was recalled (撤回).',
  withdrawRequest: 'A pending request ended with its ticket, undecided (申请撤销).',
  requestExtension: 'A later deadline was asked for (申请延时).',
  requestReturn: 'The return of the ticket was asked for (申请回退).',
  requestSuspension: 'A suspension was asked for (申请挂账).',
  decideExtension: 'An extension was decided (审批延时).',
  decideReturn: 'A return was decided (审批回退).',
  decideSuspension: 'A suspension was decided (审批挂账).',
  resume: 'The ticket was resumed (恢复办理).',
  resend: 'A dead e-mail was sent again (重新发送).',
  draw: 'The case was drawn for an inspection (抽样).',
  record: 'The result of an inspection was recorded (后督察结论).',
  attach: 'A photo was attached (附照片).',
  escalate: 'The overdue matter was escalated (督办升级).',
  remindByPhone: 'The organization was reminded by telephone (电话提醒).',
} as const;

/** The actions that a history records; reports and inspections share words with cases and differ in `thing`. */
export type HistoryAction = keyof typeof HISTORY_ACTIONS;

/** The graph's enumeration: `SEND_TO_VERIFY` for `sendToVerify`. */
export const HistoryActions: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(HISTORY_ACTIONS).map((action) => [upperSnake(action), action]),
);
registerEnumType(HistoryActions, {
  name: 'HistoryAction',
  description: 'The actions that the history of a case records (办理环节); `thing` names their object.',
  valuesConfig: Object.fromEntries(
    Object.entries(HISTORY_ACTIONS).map(([action, description]) => [upperSnake(action), { description }]),
  ),
});
