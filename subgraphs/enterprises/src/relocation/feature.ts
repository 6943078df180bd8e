import type { Base, Feature } from '@ecogrid/subgraph';
import { GridProjection, KnownGrid } from '@ecogrid/territory';
import type { DeviceRegistry } from '../ingest/index.ts';
import { gridConsumer } from './relocation.service.ts';

export const feature: Feature<Base & { readonly registry: DeviceRegistry }> = {
  entities: [KnownGrid],
  territories: ({ database }) => {
    const grids = new GridProjection(database);
    return (codes) => grids.areTerritories(codes);
  },
  consumers: ({ database, logger, registry }) => ({
    grids: gridConsumer({ database, logger, onMoved: () => registry.forget() }),
  }),
};
