import type { Base, Feature } from '@ecogrid/subgraph';
import { KnownGrid } from '@ecogrid/territory';
import type { DeviceRegistry } from '../ingest/index.ts';
import { gridConsumer } from './relocation.service.ts';

export const feature: Feature<Base & { readonly registry: DeviceRegistry }> = {
  entities: [KnownGrid],
  consumers: ({ database, logger, registry }) => ({
    grids: gridConsumer({ database, logger, onMoved: () => registry.forget() }),
  }),
};
