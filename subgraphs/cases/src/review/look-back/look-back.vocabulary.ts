import { vocabulary } from '../../kernel/index.ts';

export const LookBackState = vocabulary('LookBackState', 'Where a look-back stands (回头看状态).', {
  DUE: 'To be done by its day (待回头看).',
  PASSED: 'What was put right lasts (回头看通过).',
  FAILED: 'It came back: the case was reopened (回头看不通过).',
});

export const LookBackOutcome = vocabulary('LookBackOutcome', 'What a look-back found (回头看结论).', {
  PASSED: 'What was put right lasts (通过).',
  FAILED: 'It came back (不通过, 问题反弹).',
});
