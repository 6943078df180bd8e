import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { LongTextColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { Day, Decimal } from '@ecogrid/subgraph';
import { Medium } from '../site/index.ts';

export enum Averaging {
  REAL_TIME = 'REAL_TIME',
  HOURLY = 'HOURLY',
  DAILY = 'DAILY',
}
registerEnumType(Averaging, {
  name: 'Averaging',
  description:
    'The mean that a limit is compared with (平均时间). A rule of one says nothing about values of another.',
  valuesConfig: {
    REAL_TIME: { description: 'The value of the instant (实时值).' },
    HOURLY: { description: 'The mean of an hour (小时均值).' },
    DAILY: { description: 'The mean of a day (日均值).' },
  },
});

export enum LimitScope {
  OUTLET = 'OUTLET',
  MEDIUM = 'MEDIUM',
}
registerEnumType(LimitScope, {
  name: 'LimitScope',
  description: 'The scopes of limits (适用范围).',
  valuesConfig: {
    OUTLET: { description: 'One outlet.' },
    MEDIUM: { description: 'Every outlet of a medium.' },
  },
});

export enum LimitBound {
  UPPER = 'UPPER',
  LOWER = 'LOWER',
}
registerEnumType(LimitBound, {
  name: 'LimitBound',
  description: 'Which bound of a limit was broken (超限方向).',
  valuesConfig: {
    UPPER: { description: 'The value is above the upper limit (超上限).' },
    LOWER: { description: 'The value is below the lower limit (低于下限).' },
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A limit as data with effective dates (限值). At least one of upper and lower is set; a value on the bound is within it. Limits are disclosed: every actor may read them.',
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

  @Field(() => String, { description: 'How the figure is to be read, and what is only assumed (说明).' })
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
}
