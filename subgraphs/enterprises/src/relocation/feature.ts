import type { Database } from '@ecogrid/database';
import type { Base, Feature } from '@ecogrid/subgraph';
import { GridProjection, KnownGrid } from '@ecogrid/territory';
import type { DeviceRegistry } from '../ingest/index.ts';
import { gridConsumer } from './relocation.service.ts';

export function repositories(database: Database) {
  return { grids: new GridProjection(database) };
}

interface Parts extends Base, ReturnType<typeof repositories> {
  readonly registry: DeviceRegistry;
}

export const feature: Feature<Parts> = {
  entities: [KnownGrid],
  territories:
    ({ grids }) =>
    (codes) =>
      grids.areTerritories(codes),
  consumers: ({ database, logger, registry, grids }) => ({
    grids: gridConsumer({ database, logger, grids, onMoved: () => registry.forget() }),
  }),
};
