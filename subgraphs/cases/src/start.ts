import { Database } from '@ecogrid/database';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { DiskStore, type FileSettings } from '@ecogrid/files';
import { assemble, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import type { MailOptions } from './dispatch/index.ts';
import { CASES_MODEL, FEATURES, casesSchema, partsOf } from './features.ts';
import type { PublicReportLimits } from './intake/index.ts';
import { seedCases } from './seed/index.ts';
import { fillCodeTables } from './starter/index.ts';

export interface CasesOptions extends SubgraphOptions {
  /** GB/T 2260 code of the zone, which case numbers carry. */
  readonly divisionCode: string;
  /** How e-mails to organizations leave. */
  readonly mail: MailOptions;
  readonly attachments: FileSettings;
  readonly publicReports: PublicReportLimits;
}

/** Starts the cases subgraph: reports, cases and tickets (上报、案卷与转办). */
export async function startCases(options: CasesOptions): Promise<RunningSubgraph> {
  const { logger, clock, metrics, attachments } = options;
  const database = await Database.open({ url: options.databaseUrl, ...CASES_MODEL });
  const log = await DatabaseEventLog.open({ database, source: 'cases', logger, misfitOf });
  await fillCodeTables(database, options.starterSetDirectory);
  if (options.seed) await seedCases(database);
  const parts = partsOf({
    database,
    outbox: log.outbox,
    clock,
    logger,
    metrics,
    divisionCode: options.divisionCode,
    mailOptions: options.mail,
    publicReportLimits: options.publicReports,
    uploadSecret: attachments.secret,
    store: new DiskStore(attachments.directory),
  });
  return assemble(options, { definition: casesSchema, features: FEATURES, parts, database, log });
}
