import { runSubgraph } from '@ecogrid/subgraph';
import { startAssessment } from './start.ts';

await runSubgraph({
  name: 'assessment',
  defaultPort: 4004,
  start: startAssessment,
});
