import { vocabulary } from '@ecogrid/subgraph';

export const ExceedanceState = vocabulary('ExceedanceState', 'The state of an exceedance (超标状态).', {
  RAISED: 'It was raised, and never changes (已认定).',
});
export type ExceedanceState = keyof typeof ExceedanceState;

export const ExceedanceChange = vocabulary('ExceedanceChange', 'The changes of an exceedance (超标变化).', {
  RAISED: 'It was raised (认定).',
});
export type ExceedanceChange = keyof typeof ExceedanceChange;
