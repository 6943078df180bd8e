import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Decimal } from '@ecogrid/subgraph';
import { Episode } from '../episode/index.ts';
import { LimitBound, LimitRule } from '../limit-rule/index.ts';
import { DataFlag } from '../reading/index.ts';

@ObjectType({ description: 'A value as an alarm saw it (判定数据).' })
export class AlarmReading {
  @Field(() => Date, { description: 'The moment, or the start of the interval (数据时间), UTC.' })
  measuredAt!: Date;

  @Field(() => Decimal, { description: 'The value as a decimal (监测值), in the unit of the rule.' })
  value!: string;

  @Field(() => DataFlag, {
    nullable: true,
    description: 'The data flag as sent (数据标记); null without one.',
  })
  flag!: DataFlag | null;

  @Field(() => Boolean, { description: 'Whether it counts: flagged normal, as its edition says (是否有效).' })
  isValid!: boolean;

  @Field(() => LimitBound, {
    nullable: true,
    description:
      'The bound it breaks (超限方向); null for a value within the limit, and for one that does not count.',
  })
  brokenBound!: LimitBound | null;
}

@ObjectType({ description: 'Why an alarm was raised (报警说明).' })
export class AlarmExplanation {
  @Field(() => Episode, { description: 'The episode (超标时段).' })
  episode!: Episode;

  @Field(() => LimitRule, {
    nullable: true,
    description: 'The rule with its clause (规则与依据); null when it was deleted.',
  })
  rule!: LimitRule | null;

  @Field(() => String, { description: 'The reason in Chinese (说明).' })
  text!: string;

  @Field(() => String, { description: 'The reason in English.' })
  textEn!: string;

  @Directive('@listSize(assumedSize: 200)')
  @Field(() => [AlarmReading], {
    description: 'The values that were judged, from the first beyond the limit on, at most 200 (判定数据).',
  })
  readings!: AlarmReading[];
}

@ObjectType({ description: 'An episode that a rule would have raised (试算时段).' })
export class TriedEpisode {
  outletId!: string;

  @Field(() => LimitBound, { description: 'The bound that the peak broke.' })
  bound!: LimitBound;

  @Field(() => Decimal, { description: 'The worst value as a decimal (峰值).' })
  peak!: string;

  @Field(() => Date, { description: 'The time of the first value beyond the limit (起始时间), UTC.' })
  firstAt!: Date;

  @Field(() => Date, { description: 'The time of the last value beyond the limit (最近超标时间), UTC.' })
  lastAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'The time of the first value within the limit again (结束时间), UTC; null when it goes on.',
  })
  endedAt!: Date | null;

  @Field(() => Int, { description: 'The number of values beyond the limit (超标数据个数).' })
  readingCount!: number;
}

@ObjectType({ description: 'The trial of a rule on the past (规则试算).' })
export class DryRun {
  @Field(() => Int, { description: 'The number of values that were judged (判定数据个数).' })
  valueCount!: number;

  @Field(() => Boolean, {
    description: 'Whether every value of the time was judged: 200,000 at most are (是否完整).',
  })
  isComplete!: boolean;

  @Field(() => Int, { description: 'The number of episodes (时段个数).' })
  episodeCount!: number;

  @Directive('@listSize(assumedSize: 200)')
  @Field(() => [TriedEpisode], {
    description: 'The first episodes in the order of time, 200 at most (超标时段).',
  })
  episodes!: TriedEpisode[];
}
