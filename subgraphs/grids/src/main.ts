import { runSubgraph } from '@ecogrid/subgraph';
import { startGrids } from './start.ts';

await runSubgraph({ name: 'grids', defaultPort: 4001, start: startGrids });
