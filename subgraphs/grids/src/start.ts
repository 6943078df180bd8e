import { Database } from '@ecogrid/database';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { assemble, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import { FEATURES, GRIDS_MODEL, gridsSchema, partsOf } from './features.ts';
import { seedGrids } from './seed/index.ts';

/** Starts the grids subgraph: grids and personnel (网格与人员). */
export async function startGrids(options: SubgraphOptions): Promise<RunningSubgraph> {
  const { logger, clock } = options;
  const database = await Database.open({ url: options.databaseUrl, ...GRIDS_MODEL });
  const log = await DatabaseEventLog.open({ database, source: 'grids', logger, misfitOf });
  if (options.seed) await seedGrids(database, log.outbox);
  const parts = partsOf({ database, outbox: log.outbox, clock, logger });
  const { directory } = parts;
  return assemble(options, { definition: gridsSchema, features: FEATURES, parts, database, log, directory });
}
