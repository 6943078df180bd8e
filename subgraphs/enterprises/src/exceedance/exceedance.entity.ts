import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { Decimal } from '@ecogrid/subgraph';
import { Averaging, LimitBound } from '../limit-rule/index.ts';
import type { ReadingInterval, ReadingStatistic } from '../reading/index.ts';

/** Immutable, with the site as it was when it was raised: its readers do not change afterwards. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A reading beyond a limit (数据超标). One for each reading and rule, never changed afterwards. docs/domain.md row 35. Not for the public.',
})
@Entity('exceedance')
@Index('ux_exceedance_reading_rule', ['deviceId', 'limitRuleId', 'measuredAt', 'sequence'], { unique: true })
@Index('ix_exceedance_raised', ['raisedAt'])
@Index('ix_exceedance_enterprise', ['enterpriseCode', 'raisedAt'])
@Index('ix_exceedance_grid', ['gridCode', 'raisedAt'])
export class Exceedance {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  /** With the time and the factor, the key of the reading. */
  @UuidColumn({ name: 'device_id' })
  deviceId!: string;

  @TextColumn(8)
  statistic!: ReadingStatistic;

  @TextColumn(16, { name: 'interval_kind' })
  interval!: ReadingInterval;

  @IntegerColumn()
  sequence!: number;

  @UuidColumn({ name: 'limit_rule_id' })
  limitRuleId!: string;

  @UuidColumn({ name: 'outlet_id' })
  outletId!: string;

  @UuidColumn({ name: 'enterprise_id' })
  enterpriseId!: string;

  @TextColumn(18, { name: 'enterprise_code' })
  enterpriseCode!: string;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  @TextColumn(16, { name: 'pollutant_code' })
  pollutantCode!: string;

  @Field(() => Averaging, { description: 'Which mean was compared.' })
  @TextColumn(16)
  averaging!: Averaging;

  @Field(() => LimitBound, { description: 'Which bound was broken.' })
  @TextColumn(8)
  bound!: LimitBound;

  @Field(() => Decimal, { description: 'The value as a decimal, exactly as sent (监测值), in `unit`.' })
  @TextColumn(42)
  value!: string;

  @Field(() => Decimal, {
    description: 'The broken limit as a decimal, as it was in force (限值), in `unit`.',
  })
  @TextColumn(42, { name: 'limit_value' })
  limit!: string;

  @Field(() => String, { description: 'Unit of value and limit (单位); empty for pH.' })
  @TextColumn(16)
  unit!: string;

  @Field(() => Date, { description: 'When it was measured (数据时间), UTC.' })
  @InstantColumn({ name: 'measured_at' })
  measuredAt!: Date;

  @Field(() => Date, { description: 'When it was raised (超标认定时间), UTC.' })
  @InstantColumn({ name: 'raised_at' })
  raisedAt!: Date;
}
