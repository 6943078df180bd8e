import { vocabulary } from '@ecogrid/subgraph';

export const LookBackState = vocabulary('LookBackState', 'The state of a look-back (回头看状态).', {
  DUE: 'The look-back is due on its day (待回头看).',
  PASSED: 'The rectification lasts (回头看通过).',
  FAILED: 'The problem came back, and the case was reopened (回头看不通过).',
});

export const LookBackOutcome = vocabulary('LookBackOutcome', 'The outcome of a look-back (回头看结论).', {
  PASSED: 'The rectification lasts (通过).',
  FAILED: 'The problem came back (不通过, 问题反弹).',
});
