import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';
import { Decimal } from '@ecogrid/subgraph';
import { DataFlag, type ReadingStatistic } from './reading.vocabulary.ts';

@ObjectType({
  description: 'A value that a device sent for an interval before it sent another one for it (数据修正).',
})
@Entity('reading_correction')
@Index('ix_reading_correction_reading', ['streamNumber', 'measuredAt'])
export class ReadingCorrection {
  @PrimaryUuid()
  id!: string;

  @IntegerColumn({ name: 'stream_number' })
  streamNumber!: number;

  @InstantColumn({ name: 'measured_at' })
  measuredAt!: Date;

  @TextColumn(16, { name: 'pollutant_code' })
  pollutantCode!: string;

  @TextColumn(8)
  statistic!: ReadingStatistic;

  @Field(() => Decimal, { description: 'The value that was replaced, exactly as sent (原值).' })
  @TextColumn(42)
  value!: string;

  @Field(() => DataFlag, { nullable: true, description: 'The data flag of the replaced value (数据标记).' })
  @TextColumn(1, { nullable: true })
  flag!: DataFlag | null;

  @Field(() => Date, { description: 'When the replaced value came in (接收时间), UTC.' })
  @InstantColumn({ name: 'received_at' })
  receivedAt!: Date;

  @Field(() => Date, { description: 'When it was replaced (修正时间), UTC.' })
  @InstantColumn({ name: 'corrected_at' })
  correctedAt!: Date;
}
