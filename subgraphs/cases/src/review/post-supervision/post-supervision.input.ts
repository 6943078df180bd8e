import { IsIn, IsInt, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { TextField, Day, MutationInput, PageArguments, VersionedInput } from '@ecogrid/subgraph';
import { PhotoIdsField } from '../../evidence/index.ts';
import { InspectionOutcome, InspectionState, SampleStrata } from './post-supervision.vocabulary.ts';

/** More than the group inspects before the next sample. */
export const SAMPLE_MOST = 200;

@InputType({ description: 'Draws a sample of closed cases (后督察抽查).' })
export class DrawSampleInput extends MutationInput {
  @Field(() => Day, { description: 'The first day of closing.' })
  closedFrom!: string;

  @Field(() => Day, { description: 'The last day of closing, included.' })
  closedTo!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases inside the grid of this code, itself included.',
  })
  within?: string;

  @Field(() => String, { nullable: true, description: 'Only cases of the category of this code.' })
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => SampleStrata, {
    defaultValue: SampleStrata.NONE,
    description: 'The division of the population.',
  })
  @IsIn(Object.keys(SampleStrata))
  strata!: keyof typeof SampleStrata;

  @Field(() => Int, {
    nullable: true,
    description: `The number of cases, 1 to ${SAMPLE_MOST} (抽取数量). Give either size or sharePercent.`,
  })
  @IsInt()
  @Min(1)
  @Max(SAMPLE_MOST)
  size?: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'The share of each stratum in percent, 1 to 100, rounded up (抽取比例). Give either size or sharePercent.',
  })
  @IsInt()
  @Min(1)
  @Max(100)
  sharePercent?: number;

  @Field(() => String, {
    nullable: true,
    description: 'The seed, 8 to 64 characters, such as lots drawn in public; absent: one is drawn.',
  })
  @Length(8, 64)
  seed?: string;
}

@InputType({ description: 'Records the result of an inspection (后督察结论).' })
export class RecordInspectionInput extends VersionedInput {
  @Field(() => ID, { description: 'The inspection.' })
  @IsUUID()
  inspectionId!: string;

  @Field(() => InspectionOutcome, { description: 'PASSED or FAILED.' })
  @IsIn(Object.keys(InspectionOutcome))
  outcome!: keyof typeof InspectionOutcome;

  @TextField(2, 1_000, {
    nullable: true,
    description: 'The findings, 2 to 1000 characters (督察情况); required for a failure.',
  })
  findings?: string;

  @PhotoIdsField()
  photoIds?: string[];
}

@ArgsType()
export class InspectionsArguments extends PageArguments {
  @Field(() => InspectionState, { nullable: true, description: 'Only those in this state.' })
  @IsIn(Object.keys(InspectionState))
  state?: keyof typeof InspectionState;
}
