import { vocabulary } from '@ecogrid/subgraph';

export const EpisodeState = vocabulary('EpisodeState', 'The state of an episode (超标时段状态).', {
  OPEN: 'It goes on (进行中).',
  ENDED: 'Enough values in a row were within the limit, or the rule ended (已结束).',
});
export type EpisodeState = keyof typeof EpisodeState;

export const EpisodeChange = vocabulary('EpisodeChange', 'The changes of an episode (超标时段变化).', {
  OPENED: 'It opened (开始).',
  GREW: 'A further value was beyond the limit (持续): announced at once when the peak is worse, else once a minute.',
  ENDED: 'It ended (结束).',
});
export type EpisodeChange = keyof typeof EpisodeChange;
