import { IsIn, IsUUID, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { Day, Decimal, LineField, MutationInput, TextField } from '@ecogrid/subgraph';
import { Averaging } from '../limit-rule/index.ts';
import { Medium } from '../site/index.ts';

@InputType({
  description:
    'A limit and when it raises an alarm (限值与报警规则). Of one outlet or of a medium; at least one of upper and lower.',
})
export class LimitRuleInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The outlet it applies to; absent for a rule of a medium.',
  })
  @IsUUID()
  outletId?: string;

  @Field(() => Medium, {
    nullable: true,
    description: 'The medium whose outlets it applies to; absent for a rule of one outlet.',
  })
  @IsIn(Object.keys(Medium))
  medium?: Medium;

  @Field(() => String, { description: 'The factor (监测因子编码), such as w01018.' })
  @Length(1, 16)
  pollutantCode!: string;

  @Field(() => Averaging, { description: 'Which values are compared.' })
  @IsIn(Object.keys(Averaging))
  averaging!: Averaging;

  @Field(() => Decimal, { nullable: true, description: 'Upper limit as a decimal (上限), in `unit`.' })
  @MaxLength(42)
  upper?: string;

  @Field(() => Decimal, { nullable: true, description: 'Lower limit as a decimal (下限), in `unit`.' })
  @MaxLength(42)
  lower?: string;

  @Field(() => String, {
    description: 'Unit of both bounds (单位), empty for pH: values in another unit are not compared.',
  })
  @MaxLength(16)
  unit!: string;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'So many valid values in a row beyond the limit open an episode (连续超标次数), 1 to 100.',
  })
  @Min(1)
  @Max(100)
  opensAfter!: number;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'So many valid values in a row within the limit end it (连续达标次数), 1 to 100.',
  })
  @Min(1)
  @Max(100)
  endsAfter!: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether values at the reference oxygen content are compared (折算值).',
  })
  isConverted!: boolean;
}

@InputType({ description: 'Publishes a limit (发布限值).' })
export class PublishLimitRuleInput extends MutationInput {
  @Field(() => LimitRuleInput, { description: 'The limit, and when it raises an alarm.' })
  @ValidateNested()
  rule!: LimitRuleInput;

  @LineField(2, 120, { description: 'The document the figure comes from (依据), 2 to 120 characters.' })
  standard!: string;

  @TextField(2, 1_000, {
    description: 'How to read the figure, such as its clause (条款说明), 2 to 1000 characters.',
  })
  basisNote!: string;

  @Field(() => Day, { description: 'First day in force: today or later.' })
  effectiveFrom!: string;

  @Field(() => Day, { nullable: true, description: 'First day no longer in force; absent while it is open.' })
  effectiveTo?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The rule that it replaces (被替代的限值): that one ends on effectiveFrom. About the same outlet or medium, factor and mean.',
  })
  @IsUUID()
  replacesId?: string;
}

@ArgsType()
export class DryRunAlarmRuleArguments {
  @Field(() => LimitRuleInput, { description: 'The rule that is tried; its days in force do not matter.' })
  @ValidateNested()
  rule!: LimitRuleInput;

  @Field(() => Date, { description: 'Only values measured at this moment or later.' })
  measuredSince!: Date;

  @Field(() => Date, {
    description:
      'Only values measured before this moment, which is at most 1 day later for real-time data, 31 for hours and 366 for days.',
  })
  measuredBefore!: Date;
}
