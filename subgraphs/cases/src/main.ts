import { runSubgraph } from '@ecogrid/subgraph';
import { startCases } from './start.ts';

await runSubgraph({ name: 'cases', defaultPort: 4003, start: startCases });
