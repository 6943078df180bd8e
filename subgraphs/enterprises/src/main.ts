import { runSubgraph } from '@ecogrid/subgraph';
import { PROCESS, readHj212Address } from './config.ts';
import { startEnterprises } from './start.ts';

await runSubgraph({
  ...PROCESS,
  start: (options) => startEnterprises({ ...options, hj212: readHj212Address() }),
});
