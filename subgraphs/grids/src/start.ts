import { Database } from '@ecogrid/database';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import type { FileSettings } from '@ecogrid/files';
import { assemble, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import { FEATURES, GRIDS_MODEL, gridsSchema, servedPartsOf } from './features.ts';
import { seedGrids } from './seed/index.ts';

export interface GridsOptions extends SubgraphOptions {
  /** Where the files of imports are kept. */
  readonly importFiles: FileSettings;
}

/** Starts the grids subgraph: grids and personnel (网格与人员). */
export async function startGrids(options: GridsOptions): Promise<RunningSubgraph> {
  const { logger, clock, importFiles } = options;
  const database = await Database.open({ url: options.databaseUrl, ...GRIDS_MODEL });
  const log = await DatabaseEventLog.open({ database, source: 'grids', logger, misfitOf });
  if (options.seed) await seedGrids(database, log.outbox);
  const parts = servedPartsOf({ database, outbox: log.outbox, clock, logger, importFiles });
  const { directory } = parts;
  return assemble(options, { definition: gridsSchema, features: FEATURES, parts, database, log, directory });
}
