import { actions, vocabulary } from '@ecogrid/subgraph';

export const SampleStrata = vocabulary(
  'SampleStrata',
  'The strata of a population; each stratum has its share of the sample (分层).',
  {
    NONE: 'Not divided (不分层).',
    STREET: 'By street (按街道).',
    CATEGORY: 'By category (按问题类别).',
  },
);

export const InspectionState = vocabulary('InspectionState', 'The state of an inspection (后督察状态).', {
  DUE: 'The inspection is due (待督察).',
  PASSED: 'The rectification lasts (督察通过).',
  FAILED: 'The rectification does not last, and the case was reopened (督察不通过).',
});

export const InspectionOutcome = vocabulary(
  'InspectionOutcome',
  'The outcome of an inspection (后督察结论).',
  {
    PASSED: 'The rectification lasts (通过).',
    FAILED: 'The rectification does not last (不通过).',
  },
);

const inspectionActions = actions('InspectionAction', 'The actions on an inspection (后督察操作).', {
  record: { mutation: 'recordInspection', means: 'Record the outcome of the inspection (后督察结论).' },
});
export const InspectionAction = inspectionActions.terms;
/** The mutations that perform them, as the graph shows the available ones. */
export const OfferedInspectionAction = inspectionActions.Offered;
export const offeredInspectionActions = inspectionActions.offered;
