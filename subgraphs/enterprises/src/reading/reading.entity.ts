import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { InstantColumn, IntegerColumn, TextColumn } from '@ecogrid/database';
import { Decimal } from '@ecogrid/subgraph';
import { DataFlag, ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';

@Directive('@key(fields: "deviceId pollutantCode statistic interval measuredAt sequence")')
@ObjectType({
  description:
    'One value that a device sent (监测数据). Kept as it came, once, however often it is sent. Device, factor, statistic, interval, time and sequence name it.',
})
@Entity('reading', { withoutRowid: true })
export class Reading {
  /** The device, the point and the interval of it: see `ReadingStream`. The key is in the order of writes and charts. */
  @IntegerColumn({ name: 'stream_number', primary: true })
  streamNumber!: number;

  @Field(() => Date, {
    description: 'DataTime (数据时间), UTC: the instant for real-time data, else the start of the interval.',
  })
  @InstantColumn({ name: 'measured_at', primary: true })
  measuredAt!: Date;

  @Field(() => Int, {
    description:
      'Distinguishes the packets of real-time data that have one DataTime, from 0 in the order in which they came (序号); 0 for data of an interval, of which a later packet is a correction.',
  })
  @IntegerColumn({ primary: true })
  sequence!: number;

  @Field(() => String, { description: 'HJ 212 code of the factor, such as w01018 (监测因子编码).' })
  @TextColumn(16, { name: 'pollutant_code', primary: true })
  pollutantCode!: string;

  @Field(() => ReadingStatistic, { description: 'The statistic of the interval (统计量).' })
  @TextColumn(8, { primary: true })
  statistic!: ReadingStatistic;

  /** Of the stream, as are the next two. */
  @Field(() => ID, { description: 'The id of the device that sent it (设备).' })
  deviceId!: string;

  monitorPointId!: string;

  @Field(() => ReadingInterval, { description: 'The time the value stands for (数据类型).' })
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

  @Field(() => Date, { description: 'When it came in (接收时间), UTC.' })
  @InstantColumn({ name: 'received_at' })
  receivedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description:
      'When the device last sent another value for the same interval, which replaced the one before (修正时间), UTC; null when it never did.',
  })
  @InstantColumn({ name: 'corrected_at', nullable: true })
  correctedAt!: Date | null;
}
