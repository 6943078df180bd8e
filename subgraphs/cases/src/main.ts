import { runSubgraph } from '@ecogrid/subgraph';
import { readMailOptions } from './config.ts';
import { startCases } from './start.ts';

await runSubgraph({
  name: 'cases',
  defaultPort: 4003,
  start: (options) => startCases({ ...options, mail: readMailOptions() }),
});
