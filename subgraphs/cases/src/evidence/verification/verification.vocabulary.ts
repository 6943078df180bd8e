import { vocabulary } from '@ecogrid/subgraph';

export const VerificationAnswer = vocabulary(
  'VerificationAnswer',
  'The results of a verification on site (核实结论).',
  {
    TRUE: 'It is so (属实).',
    FALSE: 'It is not so (不属实).',
    UNCLEAR: 'The member could not decide (无法判定).',
  },
);
