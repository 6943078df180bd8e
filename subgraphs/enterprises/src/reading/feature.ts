import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { DeviceRepository } from '../device/index.ts';
import type { MonitorPointRepository } from '../monitor-point/index.ts';
import type { PollutantRepository } from '../pollutant/index.ts';
import { Reading } from './reading.entity.ts';
import { ReadingRepository } from './reading.repository.ts';
import { DeviceReadingsResolver, MonitorPointReadingsResolver, ReadingResolver } from './reading.resolver.ts';

export function repositories(database: Database) {
  return { readings: new ReadingRepository(database) };
}

interface Parts {
  readonly readings: ReadingRepository;
  readonly devices: DeviceRepository;
  readonly points: MonitorPointRepository;
  readonly pollutants: PollutantRepository;
}

export const feature: Feature<Parts> = {
  entities: [Reading],
  resolvers: [
    [ReadingResolver, ({ devices, points, pollutants }) => new ReadingResolver(devices, points, pollutants)],
    [DeviceReadingsResolver, ({ readings }) => new DeviceReadingsResolver(readings)],
    [MonitorPointReadingsResolver, ({ readings }) => new MonitorPointReadingsResolver(readings)],
  ],
  references: ({ readings }) => ({ Reading: ({ id }, context) => context.load(readings.byId, id ?? '') }),
};
