import { readFileSettings } from '@ecogrid/files';
import { runSubgraph } from '@ecogrid/subgraph';
import { PROCESS, readHj212Address } from './config.ts';
import { startEnterprises } from './start.ts';

await runSubgraph({
  ...PROCESS,
  start: async (options) =>
    startEnterprises({
      ...options,
      hj212: readHj212Address(),
      importFiles: await readFileSettings('imports'),
    }),
});
