import { runSubgraph } from '@ecogrid/subgraph';
import { readAttachmentSettings } from './evidence/index.ts';
import { readMailOptions } from './config.ts';
import { readPublicReportLimits } from './intake/index.ts';
import { startCases } from './start.ts';

await runSubgraph({
  name: 'cases',
  defaultPort: 4003,
  start: async (options) =>
    startCases({
      ...options,
      attachments: await readAttachmentSettings(),
      mail: readMailOptions(),
      publicReports: readPublicReportLimits(),
    }),
});
