import { readFileSettings } from '@ecogrid/files';
import { runSubgraph } from '@ecogrid/subgraph';
import { PROCESS, readDivisionCode, readMailOptions } from './config.ts';
import { readPublicReportLimits } from './intake/index.ts';
import { startCases } from './start.ts';

await runSubgraph({
  ...PROCESS,
  start: async (options) =>
    startCases({
      ...options,
      divisionCode: readDivisionCode(),
      attachments: await readFileSettings('attachments'),
      mail: readMailOptions(),
      publicReports: readPublicReportLimits(),
    }),
});
