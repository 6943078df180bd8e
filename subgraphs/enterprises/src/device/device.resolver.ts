import { IsIn, Length } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { MonitorPoint, type MonitorPointRepository } from '../monitor-point/index.ts';
import { Outlet, type OutletRepository } from '../outlet/index.ts';
import { Pollutant, type PollutantRepository } from '../pollutant/index.ts';
import { Device, MOST_FACTORS, type DeviceFactorSetting } from './device.entity.ts';
import { MOST_DEVICES, type DeviceRepository } from './device.repository.ts';
import { SystemType } from './device.vocabulary.ts';

const DeviceConnection = connectionType('Device', () => Device);

@ObjectType({ description: 'One factor that a device reports (监测因子设置).' })
export class DeviceFactor {
  @Field(() => String, { description: 'Factor code (污染物编码).' })
  pollutantCode!: string;

  @Field(() => String, { description: 'The unit this device reports it in (单位); empty for pH.' })
  unit!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The code on the wire when it is another, as in HJ 212-2005 (011 for COD); null when it is the factor code.',
  })
  wireCode!: string | null;
}

@ArgsType()
class DevicesArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: 'Only the device with this MN.' })
  @Length(1, 40)
  mn?: string;

  @Field(() => SystemType, { nullable: true, description: 'Only devices of this system code ST (系统编码).' })
  @IsIn(Object.values(SystemType))
  systemType?: SystemType;

  @Field(() => String, {
    nullable: true,
    description: 'Only devices of the enterprise with this credit code.',
  })
  @Length(18, 18)
  enterpriseCode?: string;
}

@Resolver(() => Device)
export class DeviceResolver {
  constructor(
    private readonly repository: DeviceRepository,
    private readonly points: MonitorPointRepository,
    private readonly outlets: OutletRepository,
  ) {}

  @Query(() => Device, {
    nullable: true,
    description: 'A device by its id; null when there is none the actor may see.',
  })
  device(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Device | null> {
    return context.load(this.repository.byId, id);
  }

  @Query(() => DeviceConnection, {
    description: 'Devices the actor may see, those of ambient points included, by MN.',
  })
  async devices(
    @Args(() => DevicesArguments) args: DevicesArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Device>> {
    return connectionOf(await this.repository.page(actor, args, args), args);
  }

  @FieldResolver(() => SystemType, {
    nullable: true,
    description:
      'The system code ST of its packets (系统编码); null for a code that table 5 of HJ 212-2017 does not have.',
  })
  systemType(@Root() { systemType }: Device): SystemType | null {
    return Object.values(SystemType).find((known) => known === systemType) ?? null;
  }

  @FieldResolver(() => MonitorPoint, {
    nullable: true,
    description: 'Where it measures (监测点位); null when the point was given up.',
  })
  monitorPoint(
    @Root() { monitorPointId }: Device,
    @Ctx() context: GraphContext,
  ): Promise<MonitorPoint | null> {
    return context.load(this.points.byId, monitorPointId);
  }

  @FieldResolver(() => Outlet, {
    nullable: true,
    description: 'The outlet it watches; null for devices of ambient points.',
  })
  async outlet(@Root() { monitorPointId }: Device, @Ctx() context: GraphContext): Promise<Outlet | null> {
    const point = await context.load(this.points.byId, monitorPointId);
    return point?.outletId ? context.load(this.outlets.byId, point.outletId) : null;
  }

  @Directive('@listSize(assumedSize: 20)')
  @FieldResolver(() => [DeviceFactor], {
    description: `The factors that the device reports, with their units, ${MOST_FACTORS} at most (监测因子).`,
  })
  factors(@Root() { factors }: Device): readonly DeviceFactorSetting[] {
    return factors;
  }
}

@Resolver(() => DeviceFactor)
export class DeviceFactorResolver {
  constructor(private readonly repository: PollutantRepository) {}

  @FieldResolver(() => Pollutant, {
    nullable: true,
    description: 'The factor; null when the code table no longer has it.',
  })
  pollutant(
    @Root() { pollutantCode }: DeviceFactor,
    @Ctx() context: GraphContext,
  ): Promise<Pollutant | null> {
    return context.load(this.repository.byCode, pollutantCode);
  }
}

@Resolver(() => MonitorPoint)
export class MonitorPointDevicesResolver {
  constructor(private readonly repository: DeviceRepository) {}

  @Directive('@listSize(assumedSize: 5)')
  @FieldResolver(() => [Device], {
    description: `The devices at this point, by MN, ${MOST_DEVICES} at most; empty for those who may not see devices.`,
  })
  devices(@Root() { id }: MonitorPoint, @Ctx() context: GraphContext): Promise<Device[]> {
    return context.load(this.repository.ofMonitorPoint, id);
  }
}
