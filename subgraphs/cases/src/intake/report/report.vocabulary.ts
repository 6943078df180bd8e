import { actions, upperSnake, vocabulary } from '@ecogrid/subgraph';

export const ReportState = vocabulary('ReportState', 'The state of a report (上报状态).', {
  RECEIVED: 'Received (已接收): waits for review or for adoption.',
  UNDER_REVIEW: 'Under review (审核中): one level has approved, further ones follow.',
  ADOPTED: 'Adopted into a case (已采纳).',
  REJECTED: 'Rejected, with a reason (不予采纳).',
});

const reportActions = actions('ReportAction', 'The actions on a report (上报操作).', {
  review: { mutation: 'reviewReport', means: 'Review the report, at the next level (审核).' },
  verify: { mutation: 'verifyReport', means: 'Record the result of a verification on site (核实).' },
  adopt: { mutation: 'adoptReport', means: 'Adopt the report, into a new or a standing case (采纳).' },
  reject: { mutation: 'rejectReport', means: 'Reject the report, with a reason (不予采纳).' },
});
export const ReportAction = reportActions.terms;
/** The mutations that perform them, as the graph shows the available ones. */
export const OfferedReportAction = reportActions.Offered;
export const offeredReportActions = reportActions.offered;

export const ReviewDecision = vocabulary('ReviewDecision', 'The decision of a level of review (审核意见).', {
  APPROVED: 'Approved: the next level follows (通过).',
  DECLINED: 'Declined: the report can only be rejected (不通过).',
});

export const SuperiorLevel = vocabulary(
  'SuperiorLevel',
  'The level of the superior authority that assigned a matter (交办层级).',
  {
    MINISTRY: 'The ministry or the central inspection (国家级).',
    PROVINCE: 'The province (省级).',
    CITY: 'The city (市级).',
  },
);

const reportEvents = {
  submit: 'It was submitted (上报).',
  review: 'A level of review decided (审核).',
  verify: 'The result of a verification on site was recorded (核实).',
  adopt: 'It was adopted into a case (采纳).',
  reject: 'It was rejected (不予采纳).',
} as const;

/** The events of a report; `SUBMIT` in the graph. */
export const ReportEvent: { readonly [Name in keyof typeof reportEvents]: Name } = {
  submit: 'submit',
  review: 'review',
  verify: 'verify',
  adopt: 'adopt',
  reject: 'reject',
};

/** The same as the enumeration of the graph. */
export const ReportEvents = vocabulary(
  'ReportEvent',
  'The events of a pushed report (上报动态).',
  Object.fromEntries(
    Object.entries(reportEvents).map(([value, means]) => [upperSnake(value), { value, means }]),
  ),
);
