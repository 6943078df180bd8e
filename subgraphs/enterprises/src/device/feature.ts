import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { MonitorPointRepository } from '../monitor-point/index.ts';
import type { OutletRepository } from '../outlet/index.ts';
import type { PollutantRepository } from '../pollutant/index.ts';
import { Device } from './device.entity.ts';
import { DeviceRepository } from './device.repository.ts';
import { DeviceFactorResolver, DeviceResolver, MonitorPointDevicesResolver } from './device.resolver.ts';

export function repositories(database: Database) {
  return { devices: new DeviceRepository(database) };
}

interface Parts {
  readonly devices: DeviceRepository;
  readonly points: MonitorPointRepository;
  readonly outlets: OutletRepository;
  readonly pollutants: PollutantRepository;
}

export const feature: Feature<Parts> = {
  entities: [Device],
  resolvers: [
    [DeviceResolver, ({ devices, points, outlets }) => new DeviceResolver(devices, points, outlets)],
    [DeviceFactorResolver, ({ pollutants }) => new DeviceFactorResolver(pollutants)],
    [MonitorPointDevicesResolver, ({ devices }) => new MonitorPointDevicesResolver(devices)],
  ],
  references: ({ devices }) => ({ Device: ({ id }, context) => context.load(devices.byId, id ?? '') }),
};
