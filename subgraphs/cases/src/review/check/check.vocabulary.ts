import { vocabulary } from '@ecogrid/subgraph';

export const CheckOutcome = vocabulary('CheckOutcome', 'The outcome of a check (核查结论).', {
  PASSED: 'The handling is as the results say (核查通过).',
  FAILED: 'The handling is not as the results say: tickets are handled again (核查不通过, 返工).',
});
