import type { Database } from '@ecogrid/database';
import { BackgroundJob } from '@ecogrid/service';
import type { Base, Feature } from '@ecogrid/subgraph';
import { BOUNDS } from '../bounds.ts';
import { DeviceFault } from './device-fault.entity.ts';
import { DeviceFaultRepository } from './device-fault.repository.ts';
import { DeviceFaultsResolver, UnknownDevicesResolver } from './device-fault.resolver.ts';
import { FaultLedger } from './fault-ledger.ts';
import { UnknownDevice } from './unknown-device.entity.ts';

export function repositories(database: Database) {
  const deviceFaults = new DeviceFaultRepository(database);
  return { deviceFaults, faultLedger: new FaultLedger(deviceFaults) };
}

export const feature: Feature<Base & ReturnType<typeof repositories>> = {
  entities: [DeviceFault, UnknownDevice],
  resolvers: [
    [DeviceFaultsResolver, ({ deviceFaults }) => new DeviceFaultsResolver(deviceFaults)],
    [UnknownDevicesResolver, ({ deviceFaults }) => new UnknownDevicesResolver(deviceFaults)],
  ],
  jobs: ({ faultLedger, logger }) => [
    new BackgroundJob({
      name: 'faults of devices',
      logger,
      everyMs: BOUNDS.faults.writtenEveryMs,
      endsWithRound: true,
      work: () => faultLedger.flush(),
    }),
  ],
};
