import { vocabulary } from '@ecogrid/subgraph';

export const HotSpotLevel = vocabulary(
  'HotSpotLevel',
  'The size of the grids that are compared (热点统计层级).',
  {
    STREET: 'Streets (街道).',
    COMMUNITY: 'Communities (社区).',
    UNIT_GRID: 'Unit grids (单元网格).',
  },
);
