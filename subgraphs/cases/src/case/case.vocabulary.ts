import { actions, vocabulary } from '@ecogrid/subgraph';

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

const caseActions = actions('CaseAction', 'The actions on a case (案卷操作).', {
  sendToVerify: {
    mutation: 'sendCaseToVerify',
    means: 'Request a verification on site by a grid member (核实).',
  },
  recordVerification: {
    mutation: 'recordVerification',
    means: 'Record the result of the verification (核实结论).',
  },
  accept: { mutation: 'acceptCase', means: 'Accept the case (受理).' },
  reject: { mutation: 'rejectCase', means: 'Reject the case, with a reason (不予受理).' },
  merge: { mutation: 'mergeCase', means: 'Merge the case into an earlier one about the same matter (合并).' },
  amend: { mutation: 'amendCase', means: 'Write title, summary and object name anew (修改案情).' },
  move: { mutation: 'moveCase', means: 'Correct the place and so the grid (更正位置).' },
  unmerge: { mutation: 'unmergeCase', means: 'Undo the merge (取消合并).' },
  release: {
    means: 'Automatic when the case it was merged into is rejected or void (解除合并).',
  },
  file: { mutation: 'fileCase', means: 'File the case with category, urgency and grid (立案).' },
  dispatch: { mutation: 'dispatchCase', means: 'Dispatch tickets to organizations (派遣).' },
  loseLead: {
    means: 'Automatic when the lead ticket is returned or recalled (主办件退回).',
  },
  redispatch: {
    mutation: 'redispatchCase',
    means: 'Dispatch again after the return or recall of the lead ticket (重新派遣).',
  },
  feedback: { means: 'Automatic when every ticket is answered (反馈).' },
  sendToCheck: { mutation: 'sendCaseToCheck', means: 'Assign a checker (送核查).' },
  recordCheck: { mutation: 'recordCheck', means: 'Record the outcome of the check (核查结论).' },
  close: { mutation: 'closeCase', means: 'Close the case (结案).' },
  startLookBack: { mutation: 'startLookBack', means: 'Start the look-back (开始回头看).' },
  recordLookBack: { mutation: 'recordLookBack', means: 'Record the outcome of the look-back (回头看结论).' },
  failInspection: { means: 'Automatic after a failed inspection (后督察不通过).' },
  requestVoid: { mutation: 'requestVoid', means: 'Request to void the case, with a reason (申请作废).' },
  decideVoid: { mutation: 'decideVoid', means: 'Decide on the request to void the case (审批作废).' },
});
export const CaseAction = caseActions.names;
/** The mutations that perform them, as the graph shows what is available. */
export const OfferedCaseAction = caseActions.Offered;
export const offeredCaseActions = caseActions.offered;

export const CaseOrder = vocabulary('CaseOrder', 'Orders of a list of cases.', {
  CREATED_AT: 'Newest first, by creation time.',
  DUE_AT: 'Nearest deadline first; cases without a deadline and cases closed in time come last.',
});
