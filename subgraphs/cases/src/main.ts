import { readFileSettings } from '@ecogrid/files';
import { runSubgraph } from '@ecogrid/subgraph';
import { PROCESS, readMailOptions } from './config.ts';
import { readPublicReportLimits } from './intake/index.ts';
import { startCases } from './start.ts';

await runSubgraph({
  ...PROCESS,
  start: async (options) =>
    startCases({
      ...options,
      attachments: await readFileSettings(),
      mail: readMailOptions(),
      publicReports: readPublicReportLimits(),
    }),
});
