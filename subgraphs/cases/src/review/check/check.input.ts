import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsUUID, Length } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { TextField } from '@ecogrid/subgraph';
import { CaseInput } from '../../case/index.ts';
import { CheckOutcome } from './check.vocabulary.ts';

@InputType({ description: 'Names the one who checks a case (送核查).' })
export class SendCaseToCheckInput extends CaseInput {
  @Field(() => String, {
    description:
      'Personnel number (工号) of the checker: a grid member or head of that grid, street staff, post-supervision or an operator. A handler of the case is refused.',
  })
  @Length(1, 16)
  checkerNumber!: string;
}

@InputType({ description: 'Records the result of the check (核查结论).' })
export class RecordCheckInput extends CaseInput {
  @Field(() => CheckOutcome, { description: 'PASSED or FAILED.' })
  @IsIn(Object.keys(CheckOutcome))
  outcome!: keyof typeof CheckOutcome;

  @Field(() => [ID], {
    defaultValue: [],
    description: 'The tickets to redo (返工): at least one for a failure, none otherwise.',
  })
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ticketIds!: string[];

  @TextField(2, 1_000, {
    nullable: true,
    description: 'The reason, 2 to 1000 characters (原因); required for a failure.',
  })
  reason?: string;
}

@InputType({ description: 'Closes a case (结案).' })
export class CloseCaseInput extends CaseInput {}
