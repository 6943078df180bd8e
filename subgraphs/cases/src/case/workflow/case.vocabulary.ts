import { vocabulary } from '@ecogrid/subgraph';

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

/** A case in one of these takes no further report. */
export const ENDED_STATES: ReadonlyArray<keyof typeof CaseState> = [
  'CLOSED',
  'LOOKBACK',
  'REJECTED',
  'VOID',
  'MERGED',
];

export const CaseOrder = vocabulary('CaseOrder', 'Orders of a list of cases.', {
  CREATED_AT: 'Newest first, by creation time.',
  DUE_AT: 'Nearest deadline first; cases without a deadline and cases closed in time come last.',
  UPDATED_AT:
    'The one that was left alone longest first, by its last change. A case that changes while its list is paged through is found again at the end: for readers that copy changes, with `updatedSince`.',
});
