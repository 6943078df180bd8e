import { vocabulary } from '../../kernel/index.ts';

export const VerificationAnswer = vocabulary('VerificationAnswer', 'What was found on site (核实结论).', {
  TRUE: 'It is so (属实).',
  FALSE: 'It is not so (不属实).',
  UNCLEAR: 'It could not be told (无法判定).',
});
