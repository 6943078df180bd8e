import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { Day, Decimal, vocabulary } from '@ecogrid/subgraph';
import { Medium } from '../site/index.ts';

export const Averaging = vocabulary(
  'Averaging',
  'The mean that a limit is compared with (平均时间). A rule of one says nothing about values of another.',
  {
    REAL_TIME: 'The value of the instant (实时值).',
    HOURLY: 'The mean of an hour (小时均值).',
    DAILY: 'The mean of a day (日均值).',
  },
);
export type Averaging = keyof typeof Averaging;

export const LimitScope = vocabulary('LimitScope', 'The scopes of limits (适用范围).', {
  OUTLET: 'One outlet.',
  MEDIUM: 'Every outlet of a medium.',
});
export type LimitScope = keyof typeof LimitScope;

export const LimitBound = vocabulary('LimitBound', 'Which bound of a limit was broken (超限方向).', {
  UPPER: 'The value is above the upper limit (超上限).',
  LOWER: 'The value is below the lower limit (低于下限).',
});
export type LimitBound = keyof typeof LimitBound;

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A limit as data with effective dates, and when it raises an alarm (限值与报警规则). At least one of upper and lower is set; a value on the bound is within it. Limits are disclosed: every actor may read them.',
})
@Entity('limit_rule')
@Index('ix_limit_rule_outlet', ['outletId'])
@Index('ix_limit_rule_medium', ['medium'])
@Index('ix_limit_rule_pollutant', ['pollutantCode'])
export class LimitRule {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'outlet_id', nullable: true })
  outletId!: string | null;

  @Field(() => Medium, {
    nullable: true,
    description: 'The medium whose outlets it applies to; null when it applies to one outlet.',
  })
  @TextColumn(8, { nullable: true })
  medium!: Medium | null;

  @TextColumn(16, { name: 'pollutant_code' })
  pollutantCode!: string;

  @Field(() => Averaging, { description: 'Which mean it is compared with.' })
  @TextColumn(16)
  averaging!: Averaging;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Upper limit as a decimal (上限), in `unit`; null when there is none.',
  })
  @TextColumn(42, { nullable: true })
  upper!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Lower limit as a decimal (下限), in `unit`; null when there is none.',
  })
  @TextColumn(42, { nullable: true })
  lower!: string | null;

  @Field(() => String, { description: 'Unit of both bounds (单位); empty for pH.' })
  @TextColumn(16)
  unit!: string;

  @Field(() => String, {
    description: 'The document the figure comes from (依据), such as GB 18918-2002 1A.',
  })
  @TextColumn(120)
  standard!: string;

  @Field(() => String, { description: 'How to read the figure, and its assumptions (说明).' })
  @LongTextColumn({ name: 'basis_note' })
  basisNote!: string;

  @Field(() => Day, { description: 'First day in force.' })
  @TextColumn(10, { name: 'effective_from' })
  effectiveFrom!: string;

  @Field(() => Day, {
    nullable: true,
    description: 'First day no longer in force; null while it is open.',
  })
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;

  @Field(() => Int, {
    description:
      'An episode opens with so many valid values in a row beyond the limit (连续超标次数), 1 or more.',
  })
  @IntegerColumn({ name: 'opens_after' })
  opensAfter!: number;

  @Field(() => Int, {
    description:
      'An episode ends with so many valid values in a row within the limit (连续达标次数), 1 or more.',
  })
  @IntegerColumn({ name: 'ends_after' })
  endsAfter!: number;

  @Field(() => Boolean, {
    description:
      'Whether values at the reference oxygen content are compared (折算值), as limits of boilers ask.',
  })
  @FlagColumn({ name: 'is_converted' })
  isConverted!: boolean;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was published by a mutation (发布时间), UTC; null for a rule of the start.',
  })
  @InstantColumn({ name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  /** The person who published it. */
  @TextColumn(64, { name: 'published_by', nullable: true })
  publishedBy!: string | null;
}
