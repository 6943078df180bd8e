import { Length, MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { PageArguments } from '@ecogrid/subgraph';

/** The filters of a list of values measured at outlets. */
@ArgsType()
export abstract class MeasuredArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description: 'Only those inside the grid of this code, of 6, 9 or 15 digits.',
  })
  within?: string;

  @Field(() => String, { nullable: true, description: 'Only those of the enterprise with this credit code.' })
  @Length(18, 18)
  enterpriseCode?: string;

  @Field(() => ID, { nullable: true, description: 'Only those of this outlet.' })
  @MaxLength(36)
  outletId?: string;

  @Field(() => String, { nullable: true, description: 'Only those of the factor with this code.' })
  @Length(1, 16)
  pollutantCode?: string;
}

/** The arguments of a subscription to values measured at outlets. */
@ArgsType()
export abstract class MeasuredPushArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'Only those inside the grid of this code, of 6, 9 or 15 digits; absent for all that the actor may see.',
  })
  gridCode?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last push received, to resume without a gap; absent for live ones only.',
  })
  @MaxLength(500)
  after?: string;
}
