import { Database } from '@ecogrid/database';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import type { FileSettings } from '@ecogrid/files';
import { assemble, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import { ENTERPRISES_MODEL, FEATURES, enterprisesSchema, partsOf } from './features.ts';
import { openHj212Door, type Hj212Address } from './ingest/index.ts';
import { seedEnterprises } from './seed/index.ts';
import { fillCodeTables } from './starter/index.ts';

export interface EnterprisesOptions extends SubgraphOptions {
  /** Where devices connect; null for no such door. */
  readonly hj212: Hj212Address | null;
  /** Where the files of imports are kept. */
  readonly importFiles: FileSettings;
}

/** Starts the enterprises subgraph: sources and monitoring (污染源与监测), with the HJ 212 door for devices. */
export async function startEnterprises(options: EnterprisesOptions): Promise<RunningSubgraph> {
  const { clock, logger, metrics, hj212, importFiles } = options;
  const database = await Database.open({ url: options.databaseUrl, ...ENTERPRISES_MODEL });
  const log = await DatabaseEventLog.open({ database, source: 'enterprises', logger, misfitOf });
  await fillCodeTables(database, options.starterSetDirectory);
  if (options.seed) await seedEnterprises(database);
  const parts = partsOf({ database, outbox: log.outbox, clock, logger, importFiles });
  const door = hj212 && (await openHj212Door({ ...parts, metrics, address: hj212 }));
  return assemble(options, {
    definition: enterprisesSchema,
    features: FEATURES,
    parts,
    database,
    log,
    ...(door && { doors: { hj212: `tcp://${door.host}:${door.port}` }, stop: () => door.close() }),
  });
}
