import { Database, type DatabaseModel } from '@ecogrid/database';
import { DatabaseEventLog, EVENT_ENTITIES } from '@ecogrid/events';
import { assemble, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import { KnownGrid } from '@ecogrid/territory';
import { Camera } from './camera/index.ts';
import { Device } from './device/index.ts';
import { Enterprise } from './enterprise/index.ts';
import { Exceedance } from './exceedance/index.ts';
import { DeviceRegistry, openHj212Door, type Hj212Address } from './ingest/index.ts';
import { LimitRule } from './limit-rule/index.ts';
import { CreateEnterprises1767225600000 } from './migrations/index.ts';
import { MonitorPoint } from './monitor-point/index.ts';
import { Outlet } from './outlet/index.ts';
import { Pollutant } from './pollutant/index.ts';
import { Reading } from './reading/index.ts';
import { gridConsumer } from './relocation/index.ts';
import { enterprisesSchema } from './schema.ts';
import { seedEnterprises } from './seed/index.ts';
import { referencesOf, repositoriesOn, resolversOf } from './wiring.ts';

export const ENTERPRISES_MODEL: DatabaseModel = {
  entities: [
    ...EVENT_ENTITIES,
    KnownGrid,
    Enterprise,
    Camera,
    Outlet,
    MonitorPoint,
    Device,
    Pollutant,
    LimitRule,
    Reading,
    Exceedance,
  ],
  migrations: [CreateEnterprises1767225600000],
};

export interface EnterprisesOptions extends SubgraphOptions {
  /** Where devices connect; null for no such door. */
  readonly hj212: Hj212Address | null;
}

/** Starts the enterprises subgraph: sources and monitoring (污染源与监测), with the HJ 212 door for devices. */
export async function startEnterprises(options: EnterprisesOptions): Promise<RunningSubgraph> {
  const { clock, logger, metrics, hj212 } = options;
  const database = await Database.open({ url: options.databaseUrl, ...ENTERPRISES_MODEL });
  const log = await DatabaseEventLog.open({ database, source: 'enterprises', logger });
  if (options.seed) await seedEnterprises(database);
  const repositories = repositoriesOn(database);
  const registry = new DeviceRegistry(database);
  const door =
    hj212 &&
    (await openHj212Door({
      address: hj212,
      clock,
      logger,
      metrics,
      database,
      registry,
      outbox: log.outbox,
      ...repositories,
    }));
  return assemble(options, {
    definition: enterprisesSchema,
    database,
    log,
    consumers: { grids: gridConsumer({ database, logger, onMoved: () => registry.forget() }) },
    resolvers: resolversOf(repositories),
    references: referencesOf(repositories),
    ...(door && { doors: { hj212: `tcp://${door.host}:${door.port}` }, stop: () => door.close() }),
  });
}
