import { runSubgraph } from '@ecogrid/subgraph';
import { startGrids } from './start.ts';

await runSubgraph({ name: 'grids', defaultPort: 4001, environment: process.env, start: startGrids });
