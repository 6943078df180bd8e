import { Database } from '@ecogrid/database';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { assemble, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import { ASSESSMENT_MODEL, FEATURES, assessmentSchema, partsOf } from './features.ts';
import { seedAssessment } from './seed/index.ts';
import { fillCodeTables, readCodeTables } from './starter/index.ts';

/** Starts the assessment subgraph: training and assessment (培训与考核). */
export async function startAssessment(options: SubgraphOptions): Promise<RunningSubgraph> {
  const { databaseUrl, logger, clock } = options;
  const database = await Database.open({ url: databaseUrl, ...ASSESSMENT_MODEL });
  const log = await DatabaseEventLog.open({ database, source: 'assessment', logger, misfitOf });
  const parts = partsOf({ database, outbox: log.outbox, clock, logger });
  await fillCodeTables(database, readCodeTables(options.starterSetDirectory));
  if (options.seed) await seedAssessment(database);
  return assemble(options, { definition: assessmentSchema, features: FEATURES, parts, database, log });
}
