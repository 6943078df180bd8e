import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { TextField, Day, VersionedInput } from '@ecogrid/subgraph';
import { PhotoIdsField } from '../evidence/index.ts';
import { CaseInput } from '../case/index.ts';

@InputType({
  description:
    'Dispatches a case (派遣): one lead organization and any number of assisting ones, each with its ticket.',
})
export class DispatchCaseInput extends CaseInput {
  @Field(() => String, {
    description: 'Code of the organization that answers for the handling (主办), such as DEPT-ENVIRONMENT.',
  })
  @MaxLength(64)
  leadOrganizationCode!: string;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'Codes of the assisting organizations (协办), each once, none of them the lead: as many as the matter needs, at most 500.',
  })
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @MaxLength(64, { each: true })
  assistingOrganizationCodes!: string[];

  @TextField(1, 1_000, {
    nullable: true,
    description: 'The instruction of the desk, up to 1000 characters (办理要求).',
  })
  instruction?: string;
}

@InputType({
  description:
    'Dispatches a case again (重新派遣), as its lead ticket was returned or recalled: to another lead, with further assisting organizations if any.',
})
export class RedispatchCaseInput extends DispatchCaseInput {}

@InputType({ description: 'Not a type of the graph by itself: names a ticket at a version.' })
export abstract class TicketInput extends VersionedInput {
  @Field(() => ID, { description: 'The ticket.' })
  @IsUUID()
  ticketId!: string;
}

@InputType({ description: 'Acknowledges a ticket (签收).' })
export class AcknowledgeTicketInput extends TicketInput {}

@InputType({ description: 'Recalls a ticket (撤回).' })
export class RecallTicketInput extends TicketInput {
  @TextField(2, 1_000, {
    description: 'The reason, 2 to 1000 characters (撤回原因); the e-mail to the organization contains it.',
  })
  reason!: string;
}

@InputType({ description: 'The result of enforcement (查处). docs/domain.md row 40.' })
export class EnforcementResultInput {
  @TextField(2, 4_000, { description: 'The findings and the sanction, 2 to 4000 characters (查处情况).' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether a violation was found (是否违法).' })
  @IsBoolean()
  isViolationFound!: boolean;

  @TextField(1, 64, {
    nullable: true,
    description: 'Number of the decision (处罚文书号); absent when none was issued.',
  })
  documentNumber?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The fine in whole yuan (罚款), 0 to 2,000,000,000; absent when none was imposed.',
  })
  @IsInt()
  @Min(0)
  @Max(2_000_000_000)
  penaltyYuan?: number;

  @PhotoIdsField()
  photoIds?: string[];
}

@InputType({ description: 'The result of on-site verification (现场核实). docs/domain.md row 40.' })
export class VerificationResultInput {
  @TextField(2, 4_000, { description: 'The findings on site, 2 to 4000 characters (核实情况).' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether the report is true (是否属实).' })
  @IsBoolean()
  isTrue!: boolean;

  @PhotoIdsField()
  photoIds?: string[];
}

@InputType({ description: 'The result of rectification (督导整改). docs/domain.md row 40.' })
export class RectificationResultInput {
  @TextField(2, 4_000, { description: 'The rectification, 2 to 4000 characters (整改情况).' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether the rectification is completed (是否完成整改).' })
  @IsBoolean()
  isRectified!: boolean;

  @Field(() => Day, {
    nullable: true,
    description: 'The day it was completed; absent when it is not.',
  })
  rectifiedOn?: string;

  @PhotoIdsField()
  photoIds?: string[];
}

@InputType({
  description:
    'Answers a ticket with its results (提交结果): those that `resultKinds` of the ticket names, and others if there are any; with a photo taken afterwards where `needsPhotoAfter` says so.',
})
export class SubmitTicketResultInput extends TicketInput {
  @Field(() => EnforcementResultInput, { nullable: true, description: 'Enforcement (查处).' })
  @ValidateNested()
  enforcement?: EnforcementResultInput;

  @Field(() => VerificationResultInput, { nullable: true, description: 'On-site verification (现场核实).' })
  @ValidateNested()
  verification?: VerificationResultInput;

  @Field(() => RectificationResultInput, { nullable: true, description: 'Rectification (督导整改).' })
  @ValidateNested()
  rectification?: RectificationResultInput;
}
