import { vocabulary } from '@ecogrid/subgraph';

export const Medium = vocabulary('Medium', 'The environmental media (环境介质).', {
  WATER: 'Water (水).',
  AIR: 'Air (大气).',
});
export type Medium = keyof typeof Medium;
