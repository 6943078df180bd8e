import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { Decimal } from '@ecogrid/subgraph';
import { DataFlag, ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';

@Directive('@key(fields: "deviceId pollutantCode statistic interval measuredAt sequence")')
@ObjectType({
  description:
    'One value that a device sent (监测数据). Kept as it came, once, however often it is sent. Device, factor, statistic, interval, time and sequence name it.',
})
@Entity('reading')
@Index('ux_reading_value', ['deviceId', 'pollutantCode', 'statistic', 'interval', 'measuredAt', 'sequence'], {
  unique: true,
})
@Index('ix_reading_device', ['deviceId', 'measuredAt'])
@Index('ix_reading_point', ['monitorPointId', 'measuredAt'])
export class Reading {
  /** For exceedances and cursors: no id of the graph. See docs/decisions/0082. */
  @PrimaryUuid()
  id!: string;

  @Field(() => ID, { description: 'The id of the device that sent it (设备).' })
  @UuidColumn({ name: 'device_id' })
  deviceId!: string;

  @UuidColumn({ name: 'monitor_point_id' })
  monitorPointId!: string;

  @Field(() => String, { description: 'HJ 212 code of the factor, such as w01018 (监测因子编码).' })
  @TextColumn(16, { name: 'pollutant_code' })
  pollutantCode!: string;

  @Field(() => ReadingStatistic, { description: 'The statistic of the interval (统计量).' })
  @TextColumn(8)
  statistic!: ReadingStatistic;

  @Field(() => ReadingInterval, { description: 'The time the value stands for (数据类型).' })
  @TextColumn(16, { name: 'interval_kind' })
  interval!: ReadingInterval;

  @Field(() => Decimal, { description: 'The value as a decimal, exactly as sent (监测值), in `unit`.' })
  @TextColumn(42)
  value!: string;

  @Field(() => String, { description: 'Unit set for this device and factor (单位); empty for pH.' })
  @TextColumn(16)
  unit!: string;

  @Field(() => DataFlag, {
    nullable: true,
    description: 'The data flag of the value (数据标记); null for a flag that is not in the standard.',
  })
  @TextColumn(1, { nullable: true })
  flag!: DataFlag | null;

  @Field(() => Date, {
    description: 'DataTime (数据时间), UTC: the instant for real-time data, else the start of the interval.',
  })
  @InstantColumn({ name: 'measured_at' })
  measuredAt!: Date;

  @Field(() => Int, {
    description:
      'Distinguishes values of the same time, from 0; a device that sends one value again sends no other (序号).',
  })
  @IntegerColumn()
  sequence!: number;

  @Field(() => Date, { description: 'When it came in (接收时间), UTC.' })
  @InstantColumn({ name: 'received_at' })
  receivedAt!: Date;
}
