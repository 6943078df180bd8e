import { readFileSettings } from '@ecogrid/files';
import { runSubgraph } from '@ecogrid/subgraph';
import { PROCESS } from './config.ts';
import { startGrids } from './start.ts';

await runSubgraph({
  ...PROCESS,
  start: async (options) => startGrids({ ...options, importFiles: await readFileSettings('imports') }),
});
