import { ArgsType, Field } from 'type-graphql';
import { MeasuredArguments, MeasuredPushArguments } from '../site/index.ts';

@ArgsType()
export class ExceedancesArguments extends MeasuredArguments {
  @Field(() => Date, { nullable: true, description: 'Only those raised at this moment or later.' })
  raisedSince?: Date;

  @Field(() => Date, { nullable: true, description: 'Only those raised before this moment.' })
  raisedBefore?: Date;
}

@ArgsType()
export class ExceedanceRaisedArguments extends MeasuredPushArguments {}
