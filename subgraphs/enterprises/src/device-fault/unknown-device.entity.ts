import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, LongTextColumn, TextColumn } from '@ecogrid/database';

@ObjectType({
  description:
    'An MN that sends packets and is not registered (未登记设备): for the desk, which registers it. Any sender may invent one.',
})
@Entity('unknown_device')
@Index('ix_unknown_device_last', ['lastAt', 'id'])
export class UnknownDevice {
  @Field(() => ID, { description: 'The MN as sent (设备唯一标识 MN).' })
  @TextColumn(40, { primary: true, name: 'mn' })
  id!: string;

  @Field(() => Int, { description: 'How many packets came (次数).' })
  @IntegerColumn()
  count!: number;

  @Field(() => Date, { description: 'When the first came (首次接收), UTC.' })
  @InstantColumn({ name: 'first_at' })
  firstAt!: Date;

  @Field(() => Date, { description: 'When the last came (最近接收), UTC.' })
  @InstantColumn({ name: 'last_at' })
  lastAt!: Date;

  @Field(() => String, { description: 'The address of the last sender (来源地址).' })
  @TextColumn(64, { name: 'remote_address' })
  remoteAddress!: string;

  @Field(() => String, { description: 'The beginning of the last frame, without its password (最近报文).' })
  @LongTextColumn()
  excerpt!: string;
}
