import { vocabulary } from '../kernel/index.ts';

export const CaseState = vocabulary('CaseState', 'The state of a case (案卷状态). GB/T 30428 / CJJ/T 106.', {
  REPORTED: 'Made of a report; waits for the desk (已上报).',
  VERIFYING: 'A grid member verifies it on site (核实中).',
  ACCEPTED: 'Accepted by the desk (已受理).',
  REJECTED: 'Not accepted, with a reason (不予受理).',
  MERGED: 'Merged into another case (已合并).',
  FILED: 'Filed: the business clock runs (已立案).',
  DISPATCHED: 'Dispatched: tickets are with the organizations (已派遣).',
  FEEDBACK: 'Every ticket is answered or recalled (已反馈).',
  CHECKING: 'A checker looks whether it is so (核查中).',
  CHECKED: 'The check passed (核查通过).',
  CLOSED: 'Closed (已结案).',
  LOOKBACK: 'Looked back at after closing (回头看).',
  REOPENED: 'Reopened by a failed look-back or inspection (重新立案).',
  VOID: 'Void: it should not have been filed (已作废).',
});

export const CaseAction = vocabulary('CaseAction', 'What may be done with a case.', {
  sendToVerify: 'Have a grid member verify it on site (核实).',
  recordVerification: 'Say what was found on site (核实结论).',
  accept: 'Accept it (受理).',
  reject: 'Do not accept it, with a reason (不予受理).',
  merge: 'Merge it into an earlier one about the same matter (合并).',
  move: 'Correct where it is, and so its grid (更正位置).',
  unmerge: 'Take it out again (取消合并).',
  file: 'File it: category, urgency and grid are settled (立案).',
  dispatch: 'Dispatch tickets to organizations (派遣).',
  loseLead: 'Follows when the return of the lead ticket is approved or it is recalled (主办件退回).',
  redispatch: 'Dispatch again, as its lead ticket was returned or recalled (重新派遣).',
  feedback: 'Follows by itself once every ticket is answered (反馈).',
  sendToCheck: 'Name a checker (送核查).',
  recordCheck: 'Say what the check found (核查结论).',
  close: 'Close it (结案).',
  startLookBack: 'Begin to look back at it (开始回头看).',
  recordLookBack: 'Say what the look-back found (回头看结论).',
  failInspection: 'Follows when an inspection finds that it does not last (后督察不通过).',
  requestVoid: 'Ask that it be made void, with a reason (申请作废).',
  decideVoid: 'Decide whether it is void, as was asked (审批作废).',
});

export const CaseOrder = vocabulary('CaseOrder', 'Orders of a list of cases.', {
  CREATED_AT: 'By the time of opening, the newest first.',
  DUE_AT: 'By the deadline, the nearest first; last those without one and those closed in time.',
});
