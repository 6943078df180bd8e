import { vocabulary } from '../../kernel/index.ts';

export const SampleStrata = vocabulary(
  'SampleStrata',
  'Into what a population is divided, so that each part has its share of the sample (分层).',
  {
    NONE: 'Not divided (不分层).',
    STREET: 'By street (按街道).',
    CATEGORY: 'By category (按问题类别).',
  },
);

export const InspectionState = vocabulary('InspectionState', 'Where an inspection stands (后督察状态).', {
  DUE: 'To be done (待督察).',
  PASSED: 'What was put right lasts (督察通过).',
  FAILED: 'It does not: the case was reopened (督察不通过).',
});

export const InspectionOutcome = vocabulary('InspectionOutcome', 'What an inspection found (后督察结论).', {
  PASSED: 'What was put right lasts (通过).',
  FAILED: 'It does not (不通过).',
});

export const InspectionAction = vocabulary('InspectionAction', 'What may be done with an inspection.', {
  record: 'Say what was found (后督察结论).',
});
