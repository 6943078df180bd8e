import { vocabulary } from '@ecogrid/subgraph';

export const VerificationAnswer = vocabulary(
  'VerificationAnswer',
  'The results of a verification on site (核实结论).',
  {
    TRUE: 'The report is true (属实).',
    FALSE: 'The report is not true (不属实).',
    UNCLEAR: 'The member could not decide (无法判定).',
  },
);
