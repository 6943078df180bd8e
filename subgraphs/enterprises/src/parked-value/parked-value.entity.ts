import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, LongTextColumn, TextColumn, UuidColumn } from '@ecogrid/database';
import { ParkedKind } from './parked-value.vocabulary.ts';

@ObjectType({
  description:
    'A pair of an accepted packet that is no reading (未入库数据): kept as it came, once, however often it is sent. For those who may see the device.',
})
@Entity('parked_value')
@Index('ix_parked_value_device', ['deviceId', 'receivedAt', 'id'])
@Index('ix_parked_value_kind', ['deviceId', 'kind', 'receivedAt', 'id'])
export class ParkedValue {
  /** Of device, command, time and content: the same content is the same row. */
  @Field(() => ID, { description: 'The same for the same content.' })
  @TextColumn(43, { primary: true })
  id!: string;

  @UuidColumn({ name: 'device_id' })
  deviceId!: string;

  @Field(() => ParkedKind, { description: 'Why it is no reading.' })
  @TextColumn(16)
  kind!: ParkedKind;

  @Field(() => String, { description: 'The command that carried it (命令编码 CN), such as 2011.' })
  @TextColumn(4)
  command!: string;

  @Field(() => String, {
    description:
      'DataTime of its packet as sent (数据时间), YYYYMMDDhhmmss in China; empty when the packet has none.',
  })
  @TextColumn(14, { name: 'data_time' })
  dataTime!: string;

  @Field(() => String, {
    description: 'The key as sent (字段名), such as LA-Rtd; empty for text that is no pair of key and value.',
  })
  @LongTextColumn()
  name!: string;

  @Field(() => String, { description: 'The value as sent (原始值).' })
  @LongTextColumn()
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The data flag of its factor as sent (数据标记); null when none was.',
  })
  @LongTextColumn({ name: 'flag_text', nullable: true })
  flagText!: string | null;

  @Field(() => Date, { description: 'When it first came in (接收时间), UTC.' })
  @InstantColumn({ name: 'received_at' })
  receivedAt!: Date;
}
