import { IsBoolean, IsIn, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { LineField, TextField, GeoPositionInput, VersionedInput } from '@ecogrid/subgraph';
import { PhotoIdsField, VerificationAnswer } from '../evidence/index.ts';

@InputType({ description: 'Not a type of the graph by itself: names a case at a version.' })
export abstract class CaseInput extends VersionedInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  caseId!: string;
}

@InputType({ description: 'Has a case verified on site (核实).' })
export class SendCaseToVerifyInput extends CaseInput {}

@InputType({ description: 'Records the result of the verification on site (核实结论).' })
export class RecordVerificationInput extends CaseInput {
  @Field(() => VerificationAnswer, { description: 'The result of the verification (核实结论).' })
  @IsIn(Object.keys(VerificationAnswer))
  answer!: keyof typeof VerificationAnswer;

  @TextField(1, 1_000, { nullable: true, description: 'The findings, up to 1000 characters (说明).' })
  note?: string;

  @Field(() => GeoPositionInput, {
    nullable: true,
    description: 'The place of the verification (位置); required when the channel demands it.',
  })
  @ValidateNested()
  place?: GeoPositionInput;

  @PhotoIdsField()
  photoIds?: string[];
}

@InputType({ description: 'Accepts a case (受理).' })
export class AcceptCaseInput extends CaseInput {}

@InputType({ description: 'Does not accept a case (不予受理).' })
export class RejectCaseInput extends CaseInput {
  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters.' })
  reason!: string;
}

@InputType({
  description:
    'Writes the words of the desk about a case (修改案情), which every reader of the case reads. At least one of them is given.',
})
export class AmendCaseInput extends CaseInput {
  @LineField(2, 120, { nullable: true, description: 'The title, 2 to 120 characters (标题).' })
  title?: string;

  @TextField(2, 2_000, {
    nullable: true,
    description: 'The summary, 2 to 2000 characters (案情摘要), without the reporter.',
  })
  summary?: string;

  @LineField(1, 120, {
    nullable: true,
    description: 'The name of the supervised object, up to 120 characters (监管对象).',
  })
  objectName?: string;
}

@InputType({
  description: 'Files a case (立案): category, urgency and grid are settled, the business clock starts.',
})
export class FileCaseInput extends CaseInput {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the category; absent: the one the case has (GUARD_FAILED when it has none).',
  })
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is urgent (紧急); absent: as the category says.',
  })
  @IsBoolean()
  isUrgent?: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the grid; absent: the one the case has (GUARD_FAILED when it has none).',
  })
  @Matches(/^\d{6,15}$/)
  gridCode?: string;
}
