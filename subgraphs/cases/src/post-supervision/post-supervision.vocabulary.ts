import { vocabulary } from '../vocabulary/index.ts';

export const SampleStrata = vocabulary(
  'SampleStrata',
  'Into what a population is divided, so that each part is in the sample (分层).',
  {
    NONE: 'Not divided (不分层).',
    STREET: 'By street (按街道).',
    CATEGORY: 'By category (按问题类别).',
  },
);

export const InspectionState = vocabulary('InspectionState', 'Where the inspection of a drawn case stands (后督察状态).', {
  DUE: 'To be inspected (待督察).',
  PASSED: 'What was put right lasts (督察通过).',
  FAILED: 'It does not: the case was reopened (督察不通过).',
});

export const InspectionOutcome = vocabulary('InspectionOutcome', 'What an inspection found (后督察结论).', {
  PASSED: 'What was put right lasts (通过).',
  FAILED: 'It does not (不通过).',
});
