import { IsIn, IsInt, IsOptional, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { MutationInput, PageArguments } from '@ecogrid/subgraph';
import { PhotoIdsField } from '../attachment/index.ts';
import { CaseInput } from '../case/index.ts';
import { InspectionOutcome, InspectionState, SampleStrata } from './post-supervision.vocabulary.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

@InputType({ description: 'Draws a sample of closed cases (抽取后督察样本).' })
export class DrawPostSupervisionInput extends MutationInput {
  @Field(() => String, { description: 'The first day of closing, YYYY-MM-DD, Asia/Shanghai.' })
  @Matches(DAY)
  closedFrom!: string;

  @Field(() => String, { description: 'The first day of closing that is not in it any more.' })
  @Matches(DAY)
  closedBefore!: string;

  @Field(() => String, { nullable: true, description: 'Only cases inside the grid of this code; absent: all.' })
  @IsOptional()
  @Matches(/^\d{6,15}$/)
  within?: string;

  @Field(() => String, { nullable: true, description: 'Only cases of the category of this code; absent: all.' })
  @IsOptional()
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => SampleStrata, { defaultValue: SampleStrata.NONE, description: 'Into what the population is divided.' })
  @IsIn(Object.keys(SampleStrata))
  strata!: keyof typeof SampleStrata;

  @Field(() => Int, { nullable: true, description: 'How many cases, 1 to 200; either this or the share.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  size?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Which share of each stratum, 1 to 100 percent, rounded up; either this or the size.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  sharePercent?: number;

  @Field(() => String, {
    nullable: true,
    description: 'The seed, 8 to 64 characters, such as lots that were drawn in public; absent: a random one.',
  })
  @IsOptional()
  @Length(8, 64)
  seed?: string;
}

@InputType({ description: 'Says what the inspection of a drawn case found (后督察结论).' })
export class RecordInspectionInput extends CaseInput {
  @Field(() => InspectionOutcome, { description: 'PASSED or FAILED.' })
  @IsIn(Object.keys(InspectionOutcome))
  outcome!: keyof typeof InspectionOutcome;

  @Field(() => String, {
    nullable: true,
    description: 'What was found, 2 to 1000 characters; asked of a failure.',
  })
  @IsOptional()
  @Length(2, 1_000)
  note?: string;

  @PhotoIdsField()
  photoIds?: string[];
}

@ArgsType()
export class InspectionsArguments extends PageArguments {
  @Field(() => InspectionState, { nullable: true, description: 'Only those in this state.' })
  @IsOptional()
  @IsIn(Object.keys(InspectionState))
  state?: keyof typeof InspectionState;
}
