import { vocabulary } from '../kernel/index.ts';

export const CaseState = vocabulary('CaseState', 'The state of a case (案卷状态). GB/T 30428 / CJJ/T 106.', {
  REPORTED: 'Created from a report; waits for the desk (已上报).',
  VERIFYING: 'A grid member verifies it on site (核实中).',
  ACCEPTED: 'Accepted by the desk (已受理).',
  REJECTED: 'Not accepted, with a reason (不予受理).',
  MERGED: 'Merged into another case (已合并).',
  FILED: 'Filed: the business clock runs (已立案).',
  DISPATCHED: 'Dispatched: tickets are with the organizations (已派遣).',
  FEEDBACK: 'Every ticket is answered or recalled (已反馈).',
  CHECKING: 'A checker examines the result (核查中).',
  CHECKED: 'The check passed (核查通过).',
  CLOSED: 'Closed (已结案).',
  LOOKBACK: 'The look-back after closing is in progress (回头看).',
  REOPENED: 'Reopened by a failed look-back or inspection (重新立案).',
  VOID: 'Void: the case should not have been opened (已作废).',
});

export const CaseAction = vocabulary('CaseAction', 'The actions on a case (案卷操作).', {
  sendToVerify: 'Request a verification on site by a grid member (核实).',
  recordVerification: 'Record the result of the verification (核实结论).',
  accept: 'Accept the case (受理).',
  reject: 'Reject the case, with a reason (不予受理).',
  merge: 'Merge the case into an earlier one about the same matter (合并).',
  move: 'Correct the place and so the grid (更正位置).',
  unmerge: 'Undo the merge (取消合并).',
  file: 'File the case with category, urgency and grid (立案).',
  dispatch: 'Dispatch tickets to organizations (派遣).',
  loseLead: 'Automatic when the lead ticket is returned or recalled (主办件退回).',
  redispatch: 'Dispatch again after the return or recall of the lead ticket (重新派遣).',
  feedback: 'Automatic when every ticket is answered (反馈).',
  sendToCheck: 'Assign a checker (送核查).',
  recordCheck: 'Record the outcome of the check (核查结论).',
  close: 'Close the case (结案).',
  startLookBack: 'Start the look-back (开始回头看).',
  recordLookBack: 'Record the outcome of the look-back (回头看结论).',
  failInspection: 'Automatic after a failed inspection (后督察不通过).',
  requestVoid: 'Request to void the case, with a reason (申请作废).',
  decideVoid: 'Decide on the request to void the case (审批作废).',
});

export const CaseOrder = vocabulary('CaseOrder', 'Orders of a list of cases.', {
  CREATED_AT: 'Newest first, by creation time.',
  DUE_AT: 'Nearest deadline first; cases without a deadline and cases closed in time come last.',
});
