import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { nestedPageKey } from '@ecogrid/database';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Device } from '../device/index.ts';
import { DeviceFault } from './device-fault.entity.ts';
import type { DeviceFaultRepository } from './device-fault.repository.ts';
import { UnknownDevice } from './unknown-device.entity.ts';

const DeviceFaultConnection = connectionType('DeviceFault', () => DeviceFault);
const UnknownDeviceConnection = connectionType('UnknownDevice', () => UnknownDevice);

@ArgsType()
class DeviceFaultsArguments extends PageArguments {
  @Field(() => Date, { nullable: true, description: 'Only those seen at this moment or later.' })
  seenSince?: Date;

  @Field(() => Date, { nullable: true, description: 'Only those last seen before this moment.' })
  seenBefore?: Date;
}

@Resolver(() => Device)
export class DeviceFaultsResolver {
  constructor(private readonly repository: DeviceFaultRepository) {}

  @FieldResolver(() => DeviceFaultConnection, {
    description:
      'The faults of its packets, by kind and day (报文异常), the newest first. Counted within seconds.',
  })
  async faults(
    @Root() { id }: Device,
    @Args(() => DeviceFaultsArguments) args: DeviceFaultsArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<DeviceFault>> {
    const { seenSince: since, seenBefore: until } = args;
    const key = nestedPageKey(id, { ...args, since, until });
    return connectionOf(await context.load(this.repository.pageOfDevice, key), args);
  }
}

@Resolver(() => UnknownDevice)
export class UnknownDevicesResolver {
  constructor(private readonly repository: DeviceFaultRepository) {}

  @Query(() => UnknownDeviceConnection, {
    description:
      'Devices that send and are not registered (未登记设备), the last heard first, 1,000 at most; empty for all but the desk.',
  })
  async unknownDevices(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<UnknownDevice>> {
    return connectionOf(await this.repository.unknownDevices(actor, args), args);
  }
}
