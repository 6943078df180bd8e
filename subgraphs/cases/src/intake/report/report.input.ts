import { IsIn, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import {
  LineField,
  SupervisedObjectKind,
  TextField,
  GeoPositionInput,
  MutationInput,
  VersionedInput,
} from '@ecogrid/subgraph';
import { PhotoIdsField, VerificationAnswer } from '../../evidence/index.ts';
import { ReviewDecision, SuperiorLevel } from './report.vocabulary.ts';

@InputType({
  description:
    'The supervised object that a report is about (监管对象): the id of one that the register holds, or kind and name of another.',
})
export class SupervisedObjectInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The object of the register; its kind and its name come from there.',
  })
  @IsUUID()
  id?: string;

  @Field(() => SupervisedObjectKind, {
    nullable: true,
    description: 'The kind of the object (监管对象类别); required without an id.',
  })
  @IsIn(Object.keys(SupervisedObjectKind))
  kind?: SupervisedObjectKind;

  @TextField(1, 120, {
    nullable: true,
    description: 'Its name, up to 120 characters; absent when the object is named by its id.',
  })
  name?: string;
}

@InputType('SuperiorAssignmentInput', {
  description: 'The superior authority that assigned a matter, and its document (上级交办).',
})
@ObjectType({ description: 'The superior authority that assigned a matter, and its document (上级交办).' })
export class SuperiorAssignment {
  @Field(() => SuperiorLevel, {
    description: 'The level. The city and the province speak for themselves alone, the desk for any.',
  })
  @IsIn(Object.keys(SuperiorLevel))
  level!: keyof typeof SuperiorLevel;

  @TextField(2, 64, { description: 'The number of its document, 2 to 64 characters (督办文号).' })
  documentNumber!: string;
}

@InputType({
  description: 'Submits a report (上报): with at least a place, a place in words, or a supervised object.',
})
export class SubmitReportInput extends MutationInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Code of the intake channel; absent: the usual one of the actor, which is PUBLIC for callers without a token.',
  })
  @MaxLength(32)
  channelCode?: string;

  @TextField(2, 2_000, { description: 'The description, 2 to 2000 characters (描述).' })
  description!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the category as the reporter sees it; absent when not known.',
  })
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => GeoPositionInput, {
    nullable: true,
    description: 'The place; it must lie in a grid of the district (PLACE_OUTSIDE).',
  })
  @ValidateNested()
  place?: GeoPositionInput;

  @TextField(0, 200, { nullable: true, description: 'The place in words, up to 200 characters.' })
  placeDescription?: string;

  @Field(() => Date, {
    nullable: true,
    description:
      'When it was observed, UTC (发现时间): a report that a telephone kept without a network. At most 90 days ago, not in the future; absent: now.',
  })
  observedAt?: Date;

  @Field(() => SupervisedObjectInput, {
    nullable: true,
    description: 'The supervised object, when known (监管对象).',
  })
  @ValidateNested()
  object?: SupervisedObjectInput;

  @Field(() => SuperiorAssignment, {
    nullable: true,
    description: 'The superior authority; for a channel that demands SUPERIOR.',
  })
  @ValidateNested()
  superior?: SuperiorAssignment;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the special action in whose course it was found; for a channel that demands CAMPAIGN.',
  })
  @MaxLength(32)
  campaignCode?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The camera that showed it; for a channel that demands CAMERA.',
  })
  @IsUUID()
  cameraId?: string;

  @PhotoIdsField()
  photoIds?: string[];
}

@InputType({ description: 'Decides at the next level of review (逐级审核).' })
export class ReviewReportInput extends VersionedInput {
  @Field(() => ID, { description: 'The report.' })
  @IsUUID()
  reportId!: string;

  @Field(() => ReviewDecision, { description: 'APPROVED or DECLINED.' })
  @IsIn(Object.keys(ReviewDecision))
  decision!: keyof typeof ReviewDecision;

  @TextField(1, 1_000, {
    nullable: true,
    description: 'The note, up to 1000 characters (审核意见); required for DECLINED.',
  })
  note?: string;
}

@InputType({ description: 'Says after a visit whether a report is so (核实).' })
export class VerifyReportInput extends VersionedInput {
  @Field(() => ID, { description: 'The report.' })
  @IsUUID()
  reportId!: string;

  @Field(() => VerificationAnswer, { description: 'The result of the verification (核实结论).' })
  @IsIn(Object.keys(VerificationAnswer))
  answer!: keyof typeof VerificationAnswer;

  @TextField(1, 1_000, { nullable: true, description: 'The findings, up to 1000 characters (说明).' })
  note?: string;

  @Field(() => GeoPositionInput, { nullable: true, description: 'The place of the verification (位置).' })
  @ValidateNested()
  place?: GeoPositionInput;

  @PhotoIdsField()
  photoIds?: string[];
}

@InputType({ description: 'Rejects a report (不予采纳).' })
export class RejectReportInput extends VersionedInput {
  @Field(() => ID, { description: 'The report.' })
  @IsUUID()
  reportId!: string;

  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters.' })
  reason!: string;
}

@InputType({ description: 'Adopts a report (采纳) into a new case, or into a standing one.' })
export class AdoptReportInput extends VersionedInput {
  @Field(() => ID, { description: 'The report.' })
  @IsUUID()
  reportId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A standing case that it belongs to; absent for a new case.',
  })
  @IsUUID()
  caseId?: string;

  @LineField(2, 120, {
    nullable: true,
    description:
      'The title of a new case, 2 to 120 characters; absent: the category, and the object or the channel.',
  })
  title?: string;

  @TextField(2, 2_000, {
    nullable: true,
    description:
      'The summary of a new case by the desk, 2 to 2000 characters (案情摘要), without the reporter; fileCase demands one, see amendCase.',
  })
  summary?: string;

  @LineField(1, 120, {
    nullable: true,
    description:
      'The name of the object of a new case by the desk, up to 120 characters; absent: that of an object of the register.',
  })
  objectName?: string;
}
