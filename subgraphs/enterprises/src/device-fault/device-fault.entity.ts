import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, LongTextColumn, TextColumn, UuidColumn } from '@ecogrid/database';
import { Day } from '@ecogrid/subgraph';
import { DeviceFaultKind } from './device-fault.vocabulary.ts';

@ObjectType({
  description:
    'The faults of the packets of a device on one day, counted (设备报文异常): of frames, clocks, pairs and instruments.',
})
@Entity('device_fault')
@Index('ix_device_fault_device', ['deviceId', 'lastAt', 'id'])
export class DeviceFault {
  /** Device, kind and day. */
  @Field(() => ID, { description: 'The same for one device, kind and day.' })
  @TextColumn(90, { primary: true })
  id!: string;

  @UuidColumn({ name: 'device_id' })
  deviceId!: string;

  @Field(() => DeviceFaultKind, { description: 'The kind (异常类别).' })
  @TextColumn(32)
  kind!: DeviceFaultKind;

  @Field(() => Day, { description: 'The day in Asia/Shanghai (日期).' })
  @TextColumn(10)
  day!: string;

  @Field(() => Int, { description: 'How often on this day (次数).' })
  @IntegerColumn()
  count!: number;

  @Field(() => Date, { description: 'The first time on this day, UTC.' })
  @InstantColumn({ name: 'first_at' })
  firstAt!: Date;

  @Field(() => Date, { description: 'The last time on this day, UTC.' })
  @InstantColumn({ name: 'last_at' })
  lastAt!: Date;

  @Field(() => String, {
    description: 'The expected content and the received content, the last time (详情).',
  })
  @LongTextColumn()
  detail!: string;
}
