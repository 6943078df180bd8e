import { IsInt, IsUUID, Length, Min } from 'class-validator';
import {
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { nestedPageKey, type NestedPageWish } from '@ecogrid/database';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Device, type DeviceRepository } from '../device/index.ts';
import { MonitorPoint, type MonitorPointRepository } from '../monitor-point/index.ts';
import { Pollutant, type PollutantRepository } from '../pollutant/index.ts';
import { ReadingCorrection } from './reading-correction.entity.ts';
import { Reading } from './reading.entity.ts';
import { MOST_CORRECTIONS, correctionKey, readingKey, type ReadingRepository } from './reading.repository.ts';
import { ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';

const ReadingConnection = connectionType('Reading', () => Reading);

@ArgsType()
class ReadingsArguments extends PageArguments {
  @Field(() => Date, { nullable: true, description: 'Only readings measured at this moment or later.' })
  measuredSince?: Date;

  @Field(() => Date, { nullable: true, description: 'Only readings measured before this moment.' })
  measuredBefore?: Date;
}

@ArgsType()
class ReadingArguments {
  @Field(() => ID, { description: 'The id of the device that sent it.' })
  @IsUUID()
  deviceId!: string;

  @Field(() => String, { description: 'HJ 212 code of the factor, such as w01018.' })
  @Length(1, 16)
  pollutantCode!: string;

  @Field(() => ReadingStatistic, { description: 'The statistic of the interval.' })
  statistic!: ReadingStatistic;

  @Field(() => ReadingInterval, { description: 'The time the value stands for.' })
  interval!: ReadingInterval;

  @Field(() => Date, { description: 'DataTime, UTC.' })
  measuredAt!: Date;

  @Field(() => Int, { description: 'Which of the packets of one DataTime, from 0.' })
  @IsInt()
  @Min(0)
  sequence!: number;
}

/** A page is asked for in the words of the database. */
function wishOf({ measuredSince: since, measuredBefore: until, ...page }: ReadingsArguments): NestedPageWish {
  return { ...page, since, until };
}

@Resolver(() => Reading)
export class ReadingResolver {
  constructor(
    private readonly readings: ReadingRepository,
    private readonly devices: DeviceRepository,
    private readonly points: MonitorPointRepository,
    private readonly pollutants: PollutantRepository,
  ) {}

  @Query(() => Reading, {
    nullable: true,
    description: 'A reading by all that names it; null when there is none the actor may see.',
  })
  reading(
    @Args(() => ReadingArguments) name: ReadingArguments,
    @Ctx() context: GraphContext,
  ): Promise<Reading | null> {
    return context.load(this.readings.byKey, readingKey(name));
  }

  @FieldResolver(() => Device, {
    nullable: true,
    description: 'The device that sent it; null for those who may not see devices.',
  })
  device(@Root() { deviceId }: Reading, @Ctx() context: GraphContext): Promise<Device | null> {
    return context.load(this.devices.byId, deviceId);
  }

  @FieldResolver(() => MonitorPoint, {
    nullable: true,
    description: 'Where it was measured; null when the point was given up.',
  })
  monitorPoint(
    @Root() { monitorPointId }: Reading,
    @Ctx() context: GraphContext,
  ): Promise<MonitorPoint | null> {
    return context.load(this.points.byId, monitorPointId);
  }

  @FieldResolver(() => Pollutant, {
    nullable: true,
    description: 'The measured pollutant (监测因子); null when the code table no longer contains it.',
  })
  pollutant(@Root() { pollutantCode }: Reading, @Ctx() context: GraphContext): Promise<Pollutant | null> {
    return context.load(this.pollutants.byCode, pollutantCode);
  }
}

@Resolver(() => Reading)
export class ReadingCorrectionsResolver {
  constructor(private readonly repository: ReadingRepository) {}

  @Directive('@listSize(assumedSize: 2)')
  @FieldResolver(() => [ReadingCorrection], {
    description: `The values that the device sent for the same interval before (历次原值), the oldest first, the newest ${MOST_CORRECTIONS} at most; empty for real-time data, of which each packet is kept.`,
  })
  corrections(@Root() reading: Reading, @Ctx() context: GraphContext): Promise<ReadingCorrection[]> {
    if (reading.correctedAt === null) return Promise.resolve([]);
    return context.load(this.repository.corrections, correctionKey(reading));
  }
}

@Resolver(() => Device)
export class DeviceReadingsResolver {
  constructor(private readonly repository: ReadingRepository) {}

  @FieldResolver(() => ReadingConnection, {
    description: 'The readings of the device, newest first (监测数据).',
  })
  async readings(
    @Root() { id }: Device,
    @Args(() => ReadingsArguments) args: ReadingsArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Reading>> {
    return connectionOf(
      await context.load(this.repository.pageOfDevice, nestedPageKey(id, wishOf(args))),
      args,
    );
  }
}

@Resolver(() => MonitorPoint)
export class MonitorPointReadingsResolver {
  constructor(private readonly repository: ReadingRepository) {}

  @FieldResolver(() => ReadingConnection, {
    description: 'The readings of the monitor point, newest first (监测数据).',
  })
  async readings(
    @Root() { id }: MonitorPoint,
    @Args(() => ReadingsArguments) args: ReadingsArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Reading>> {
    return connectionOf(
      await context.load(this.repository.pageOfPoint, nestedPageKey(id, wishOf(args))),
      args,
    );
  }
}
