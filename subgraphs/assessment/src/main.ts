import { runSubgraph } from '@ecogrid/subgraph';
import { PROCESS } from './config.ts';
import { startAssessment } from './start.ts';

await runSubgraph({
  ...PROCESS,
  start: startAssessment,
});
