import { IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { MutationInput, PageArguments, TextField } from '@ecogrid/subgraph';
import { SubjectKind } from '../subject/index.ts';

@InputType({ description: 'Applies a MANUAL rule to a subject (人工计分).' })
export class PostManualEntryInput extends MutationInput {
  @Field(() => String, {
    description:
      'Code of a MANUAL rule in force today, such as DEPARTMENT-SHIRKING; it says the kind of subject and the points.',
  })
  @MaxLength(64)
  ruleCode!: string;

  @Field(() => String, {
    description: 'The subject: organization code, grid code or person id, as the kind of the rule says.',
  })
  @Length(1, 64)
  subjectCode!: string;

  @TextField(2, 500, { description: 'The reason (理由), 2 to 500 characters; kept with the entry.' })
  reason!: string;
}

@InputType({ description: 'Takes an entry back by another with the opposite points (冲销).' })
export class ReverseEntryInput extends MutationInput {
  @Field(() => ID, { description: 'The entry.' })
  @IsUUID()
  entryId!: string;

  @TextField(2, 500, { description: 'The reason (理由), 2 to 500 characters; kept with the reversal.' })
  reason!: string;
}

@ArgsType()
export class ScoreEntriesArguments extends PageArguments {
  @Field(() => SubjectKind, { nullable: true, description: 'Only entries of subjects of this kind.' })
  subjectKind?: SubjectKind;

  @Field(() => String, {
    nullable: true,
    description:
      'Only entries of this subject: organization code, grid code or the id of a person that the actor may see.',
  })
  @MaxLength(64)
  subjectCode?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Only entries of the grid member with this pseudonym. For BI and assessors; no entries for others.',
  })
  @MaxLength(32)
  subjectPseudonym?: string;

  @Field(() => String, { nullable: true, description: 'Only entries of this period, such as 2026-11.' })
  @Matches(/^\d{4}-\d{2}$/)
  period?: string;

  @Field(() => String, { nullable: true, description: 'Only entries of rules with this code.' })
  @MaxLength(64)
  ruleCode?: string;

  @Field(() => ID, { nullable: true, description: 'Only entries whose source is this case or ticket.' })
  @MaxLength(36)
  sourceId?: string;
}
