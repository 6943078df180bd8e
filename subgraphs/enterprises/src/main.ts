import { runSubgraph } from '@ecogrid/subgraph';
import { readHj212Address } from './config.ts';
import { startEnterprises } from './start.ts';

await runSubgraph({
  name: 'enterprises',
  defaultPort: 4002,
  start: (options) => startEnterprises({ ...options, hj212: readHj212Address() }),
});
