import { IsIn, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import {
  Day,
  GeoPositionInput,
  LineField,
  MutationInput,
  SupervisedObjectKind,
  TextField,
  VersionedInput,
} from '@ecogrid/subgraph';
import { HazardousWasteRole, ObjectStatus } from '../supervised-object/index.ts';
import { ProposalDecision } from './register.vocabulary.ts';

const OPEN_STATUS = ['ACTIVE', 'SUSPENDED'] as const;

@InputType({ description: 'A pollutant permit (排污许可证), HJ 608.' })
export class PollutantPermitInput {
  @Field(() => String, { description: 'Number: the credit code, three digits and a letter (许可证编号).' })
  @Matches(/^[0-9A-Z]{18}\d{3}[A-Z]$/)
  number!: string;

  @Field(() => Day, { nullable: true, description: 'The first day it holds (有效期起).' })
  from?: string;

  @Field(() => Day, { nullable: true, description: 'The last day it holds (有效期止); after the first.' })
  to?: string;
}

@InputType({
  description:
    'The data of an object in the register (登记项). A new object needs name, street, address and position, an enterprise also its code and industry. In a change, an absent field stays as it is, and null clears a field (清空): English name, telephone, contact, part in hazardous waste and permit can be empty.',
})
export class ObjectAttributesInput {
  @LineField(2, 120, { nullable: true, description: 'Name in Chinese, 2 to 120 characters (名称).' })
  name?: string;

  @LineField(2, 160, { nullable: true, description: 'Name in English.' })
  nameEn?: string | null;

  @Field(() => ObjectStatus, {
    nullable: true,
    description: 'Whether it is at work (运行状态); closeObject closes it.',
  })
  @IsIn(OPEN_STATUS)
  status?: (typeof OPEN_STATUS)[number];

  @Field(() => String, { nullable: true, description: 'Code of its street, 9 digits (所属街道).' })
  @Matches(/^\d{9}$/)
  divisionCode?: string;

  @LineField(2, 200, { nullable: true, description: 'Address, 2 to 200 characters (地址).' })
  address?: string;

  @Field(() => GeoPositionInput, {
    nullable: true,
    description: 'Where it is (坐标); it must lie in a grid of the district (PLACE_OUTSIDE).',
  })
  @ValidateNested()
  position?: GeoPositionInput;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is under priority control (重点管控).' })
  isPriority?: boolean;

  @LineField(3, 32, { nullable: true, description: 'Telephone (联系电话).' })
  phone?: string | null;

  @LineField(1, 40, { nullable: true, description: 'The person to call (联系人).' })
  contactName?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Unified social credit code (统一社会信用代码), GB 32100. Of an enterprise, when it is registered; it does not change.',
  })
  @MaxLength(18)
  creditCode?: string;

  @TextField(2, 500, {
    nullable: true,
    description: 'Why a code that fails its check digit is accepted all the same (校验豁免原因).',
  })
  creditCodeOverrideReason?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Industry code, letter and four digits, GB/T 4754 (行业代码).',
  })
  @Matches(/^[A-T]\d{4}$/)
  industryCode?: string;

  @LineField(1, 80, { nullable: true, description: 'Industry name in Chinese (行业名称).' })
  industryName?: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is a scattered polluter (散乱污).' })
  isScatteredPolluter?: boolean;

  @Field(() => HazardousWasteRole, {
    nullable: true,
    description: 'Its part in hazardous waste (危险废物角色).',
  })
  @IsIn(Object.keys(HazardousWasteRole))
  hazardousWasteRole?: HazardousWasteRole | null;

  @Field(() => PollutantPermitInput, { nullable: true, description: 'Its pollutant permit (排污许可证).' })
  @ValidateNested()
  permit?: PollutantPermitInput | null;
}

@InputType({ description: 'Registers an object (登记).' })
export class RegisterObjectInput extends MutationInput {
  @Field(() => SupervisedObjectKind, { description: 'The kind (类别).' })
  @IsIn(Object.keys(SupervisedObjectKind))
  kind!: SupervisedObjectKind;

  @Field(() => ObjectAttributesInput, { description: 'Its data (登记项).' })
  @ValidateNested()
  attributes!: ObjectAttributesInput;

  @TextField(1, 1_000, { nullable: true, description: 'A note for the history (说明).' })
  note?: string;
}

@InputType({ description: 'Changes the data of an object (变更).' })
export class ChangeObjectInput extends VersionedInput {
  @Field(() => ID, { description: 'The object.' })
  @IsUUID()
  objectId!: string;

  @Field(() => ObjectAttributesInput, { description: 'The data that change (登记项); at least one.' })
  @ValidateNested()
  attributes!: ObjectAttributesInput;

  @TextField(1, 1_000, { nullable: true, description: 'A note for the history (说明).' })
  note?: string;
}

@InputType({ description: 'Closes an object (关闭): it stays in the register with its history.' })
export class CloseObjectInput extends VersionedInput {
  @Field(() => ID, { description: 'The object.' })
  @IsUUID()
  objectId!: string;

  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters (原因).' })
  reason!: string;
}

@InputType({ description: 'Decides on a proposed change of the register (审核变更).' })
export class DecideRegisterChangeInput extends VersionedInput {
  @Field(() => ID, { description: 'The change.' })
  @IsUUID()
  changeId!: string;

  @Field(() => ProposalDecision, { description: 'APPROVED or DECLINED.' })
  @IsIn(Object.keys(ProposalDecision))
  decision!: ProposalDecision;

  @TextField(1, 1_000, {
    nullable: true,
    description: 'The note, up to 1000 characters; required for DECLINED.',
  })
  note?: string;
}

@InputType({ description: 'Gives an object the number that another system has for it (外部编号).' })
export class LinkObjectInput extends VersionedInput {
  @Field(() => ID, { description: 'The object.' })
  @IsUUID()
  objectId!: string;

  @Field(() => String, { description: 'The other system: capitals, digits and hyphens, up to 32.' })
  @Matches(/^[A-Z][A-Z0-9-]{1,31}$/)
  system!: string;

  @LineField(1, 64, { description: 'The number there, up to 64 characters.' })
  reference!: string;
}
