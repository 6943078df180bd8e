import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { Decimal } from '@ecogrid/subgraph';
import { Averaging, LimitBound } from '../limit-rule/index.ts';
import { EpisodeState } from './episode.vocabulary.ts';

/** A run that has fewer values than its rule asks for is kept as PENDING, and shown nowhere. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A time in which the valid values of one factor at one device were beyond a limit (超标时段): it opens, grows and ends by the counts of its rule, and is one case. docs/domain.md row 13. Not for the public.',
})
@Entity('episode')
@Index('ux_episode_live', ['liveKey'], { unique: true })
@Index('ix_episode_opened', ['openedAt'])
@Index('ix_episode_enterprise', ['enterpriseCode', 'openedAt'])
@Index('ix_episode_grid', ['gridCode', 'openedAt'])
@Index('ix_episode_outlet', ['outletId', 'openedAt'])
@Index('ix_episode_device_rule', ['deviceId', 'limitRuleId', 'openedAt'])
export class Episode {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => EpisodeState, { description: 'Whether it goes on (状态).' })
  @TextColumn(8)
  state!: EpisodeState | 'PENDING';

  @Field(() => Int, { description: 'Counts the changes of this episode, from 1.' })
  @IntegerColumn()
  version!: number;

  /** Device and rule while it is not ended: there is one at most. */
  @TextColumn(80, { name: 'live_key', nullable: true })
  liveKey!: string | null;

  @UuidColumn({ name: 'limit_rule_id' })
  limitRuleId!: string;

  @Field(() => Averaging, { description: 'Which values are compared.' })
  @TextColumn(16)
  averaging!: Averaging;

  @UuidColumn({ name: 'device_id' })
  deviceId!: string;

  @UuidColumn({ name: 'monitor_point_id' })
  monitorPointId!: string;

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

  @Field(() => LimitBound, { description: 'The bound that the peak broke.' })
  @TextColumn(8)
  bound!: LimitBound;

  @Field(() => Decimal, { description: 'The worst value as a decimal (峰值), in `unit`.' })
  @TextColumn(42)
  peak!: string;

  @Field(() => Decimal, { description: 'The limit that the peak broke, as a decimal (限值), in `unit`.' })
  @TextColumn(42, { name: 'limit_value' })
  limit!: string;

  @Field(() => String, { description: 'Unit of peak and limit (单位); empty for pH.' })
  @TextColumn(16)
  unit!: string;

  @Field(() => Date, { description: 'When the peak was measured (峰值时间), UTC.' })
  @InstantColumn({ name: 'peak_at' })
  peakAt!: Date;

  @Field(() => Date, { description: 'The time of the first value beyond the limit (起始时间), UTC.' })
  @InstantColumn({ name: 'first_at' })
  firstAt!: Date;

  @Field(() => Date, { description: 'The time of the last value beyond the limit (最近超标时间), UTC.' })
  @InstantColumn({ name: 'last_at' })
  lastAt!: Date;

  @InstantColumn({ name: 'judged_at' })
  judgedAt!: Date;

  @Field(() => Int, { description: 'The number of values beyond the limit (超标数据个数).' })
  @IntegerColumn({ name: 'reading_count' })
  readingCount!: number;

  @Field(() => Int, {
    description: 'The number of values in a row that are within the limit again (连续达标个数).',
  })
  @IntegerColumn({ name: 'within_count' })
  withinCount!: number;

  @InstantColumn({ name: 'within_since', nullable: true })
  withinSince!: Date | null;

  @Field(() => Date, { description: 'When it was opened here (认定时间), UTC.' })
  @InstantColumn({ name: 'opened_at' })
  openedAt!: Date;

  /** When its last event was announced. */
  @InstantColumn({ name: 'announced_at', nullable: true })
  announcedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'The time of the first value that was within the limit again (结束时间), UTC; null while it is open.',
  })
  @InstantColumn({ name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @UuidColumn({ name: 'previous_id', nullable: true })
  previousId!: string | null;
}
