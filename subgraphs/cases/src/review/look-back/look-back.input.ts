import { IsArray, IsIn } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { TextField, Day, PageArguments } from '@ecogrid/subgraph';
import { CaseInput } from '../../case/index.ts';
import { LookBackOutcome, LookBackState } from './look-back.vocabulary.ts';

@InputType({ description: 'Begins a look-back at a closed case (开始回头看).' })
export class StartLookBackInput extends CaseInput {}

@InputType({ description: 'Records the result of a look-back (回头看结论).' })
export class RecordLookBackInput extends CaseInput {
  @Field(() => LookBackOutcome, { description: 'PASSED or FAILED.' })
  @IsIn(Object.keys(LookBackOutcome))
  outcome!: keyof typeof LookBackOutcome;

  @TextField(2, 1_000, {
    nullable: true,
    description:
      'The findings, 2 to 1000 characters (说明); required for a failure, and for a look-back before its day.',
  })
  note?: string;
}

@ArgsType()
export class LookBacksArguments extends PageArguments {
  @Field(() => [LookBackState], { nullable: true, description: 'Only those in one of these states.' })
  @IsArray()
  @IsIn(Object.keys(LookBackState), { each: true })
  states?: Array<keyof typeof LookBackState>;

  @Field(() => String, {
    nullable: true,
    description: 'Only of cases inside the grid of this code, itself included.',
  })
  within?: string;

  @Field(() => Day, {
    nullable: true,
    description: 'Only those due on this day or earlier.',
  })
  dueTo?: string;
}
