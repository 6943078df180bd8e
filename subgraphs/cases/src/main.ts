import { runSubgraph } from '@ecogrid/subgraph';
import { readAttachmentSettings } from './evidence/index.ts';
import { PROCESS, readMailOptions } from './config.ts';
import { readPublicReportLimits } from './intake/index.ts';
import { startCases } from './start.ts';

await runSubgraph({
  ...PROCESS,
  start: async (options) =>
    startCases({
      ...options,
      attachments: await readAttachmentSettings(),
      mail: readMailOptions(),
      publicReports: readPublicReportLimits(),
    }),
});
