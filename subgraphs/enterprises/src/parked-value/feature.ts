import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { ParkedValue } from './parked-value.entity.ts';
import { ParkedValueRepository } from './parked-value.repository.ts';
import { DeviceParkedValuesResolver } from './parked-value.resolver.ts';

export function repositories(database: Database) {
  return { parkedValues: new ParkedValueRepository(database) };
}

export const feature: Feature<ReturnType<typeof repositories>> = {
  entities: [ParkedValue],
  resolvers: [
    [DeviceParkedValuesResolver, ({ parkedValues }) => new DeviceParkedValuesResolver(parkedValues)],
  ],
};
