import { IsArray, IsDate, IsIn, IsUUID, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { TextField, PageArguments, VersionedInput } from '@ecogrid/subgraph';
import { CallOutcome, ReminderReason, ReminderState } from './reminder.vocabulary.ts';

@InputType({ description: 'Records the outcome of a call (登记电话提醒).' })
export class LogPhoneReminderInput extends VersionedInput {
  @Field(() => ID, { description: 'The reminder.' })
  @IsUUID()
  reminderId!: string;

  @Field(() => CallOutcome, { description: 'REACHED, NO_ANSWER or WRONG_NUMBER.' })
  @IsIn(Object.keys(CallOutcome))
  outcome!: keyof typeof CallOutcome;

  @TextField(1, 80, { description: 'The called person, 1 to 80 characters (通话对象).' })
  callee!: string;

  @TextField(1, 1_000, { nullable: true, description: 'The note of the call, up to 1000 characters (说明).' })
  note?: string;
}

@ArgsType()
export class PhoneRemindersArguments extends PageArguments {
  @Field(() => [ReminderState], { nullable: true, description: 'Only those in one of these states.' })
  @IsArray()
  @IsIn(Object.keys(ReminderState), { each: true })
  states?: Array<keyof typeof ReminderState>;

  @Field(() => ReminderReason, { nullable: true, description: 'Only those of this reason.' })
  @IsIn(Object.keys(ReminderReason))
  reason?: keyof typeof ReminderReason;

  @Field(() => String, { nullable: true, description: 'Only calls to the organization with this code.' })
  @MaxLength(64)
  organizationCode?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only of cases inside the grid of this code, itself included.',
  })
  within?: string;

  @Field(() => Date, { nullable: true, description: 'Only those to be called before this moment.' })
  @IsDate()
  dueBefore?: Date;
}
