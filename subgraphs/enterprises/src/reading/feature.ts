import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { DeviceRepository } from '../device/index.ts';
import type { MonitorPointRepository } from '../monitor-point/index.ts';
import type { PollutantRepository } from '../pollutant/index.ts';
import { ReadingCorrection } from './reading-correction.entity.ts';
import { ReadingStore } from './reading-store.repository.ts';
import { ReadingStream } from './reading-stream.entity.ts';
import { Reading } from './reading.entity.ts';
import { ReadingRepository, readingKey } from './reading.repository.ts';
import { ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';
import {
  DeviceReadingsResolver,
  MonitorPointReadingsResolver,
  ReadingCorrectionsResolver,
  ReadingResolver,
} from './reading.resolver.ts';

export function repositories(database: Database) {
  return { readings: new ReadingRepository(database), readingStore: new ReadingStore(database) };
}

interface Parts {
  readonly readings: ReadingRepository;
  readonly devices: DeviceRepository;
  readonly points: MonitorPointRepository;
  readonly pollutants: PollutantRepository;
}

export const feature: Feature<Parts> = {
  entities: [Reading, ReadingStream, ReadingCorrection],
  resolvers: [
    [
      ReadingResolver,
      ({ readings, devices, points, pollutants }) =>
        new ReadingResolver(readings, devices, points, pollutants),
    ],
    [ReadingCorrectionsResolver, ({ readings }) => new ReadingCorrectionsResolver(readings)],
    [DeviceReadingsResolver, ({ readings }) => new DeviceReadingsResolver(readings)],
    [MonitorPointReadingsResolver, ({ readings }) => new MonitorPointReadingsResolver(readings)],
  ],
  references: ({ readings }) => ({
    Reading: (named, context) => context.load(readings.byKey, keyOf(named)),
  }),
};

/** The key that another subgraph names: its enumerations are the names of the graph, not the values of the wire. */
function keyOf({
  deviceId = '',
  pollutantCode = '',
  statistic = '',
  interval = '',
  measuredAt = '',
  sequence,
}: Readonly<Record<string, unknown>>): string {
  return readingKey({
    deviceId: String(deviceId),
    pollutantCode: String(pollutantCode),
    statistic: ReadingStatistic[statistic as keyof typeof ReadingStatistic],
    interval: ReadingInterval[interval as keyof typeof ReadingInterval],
    measuredAt: new Date(String(measuredAt)),
    sequence: Number(sequence),
  });
}
