import { IsEmail, IsIn, Matches, Max, MaxLength, Min } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { LineField, MutationInput, VersionedInput } from '@ecogrid/subgraph';
import { OrganizationKind } from './organization.entity.ts';

@InputType({ description: 'Registers an organization (登记机构).' })
export class RegisterOrganizationInput extends MutationInput {
  @Field(() => String, { description: 'Its code, 3 to 64 of A-Z, 0-9, _ and -, never used before (编码).' })
  @Matches(/^[A-Z0-9_-]{3,64}$/)
  code!: string;

  @LineField(2, 80, { description: 'Name in Chinese, 2 to 80 characters (名称).' })
  name!: string;

  @LineField(2, 120, { description: 'Name in English, 2 to 120 characters.' })
  nameEn!: string;

  @LineField(1, 40, { description: 'Short name in Chinese, 1 to 40 characters (简称).' })
  shortName!: string;

  @Field(() => OrganizationKind, { description: 'The kind of the organization (类别).' })
  @IsIn(Object.keys(OrganizationKind))
  kind!: OrganizationKind;

  @Field(() => Int, {
    nullable: true,
    description: 'For a platform, 2 (zone) or 3 (street); absent for others.',
  })
  @Min(2)
  @Max(3)
  platformLevel?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the organization above it (上级机构); absent for one without.',
  })
  @MaxLength(64)
  parentCode?: string;

  @Field(() => String, { description: 'Code of the division it belongs to (行政区划编码).' })
  @Matches(/^\d{6,12}$/)
  divisionCode!: string;

  @Field(() => String, { description: 'Where transfer tickets are mailed to (转办邮箱).' })
  @IsEmail()
  @MaxLength(120)
  email!: string;

  @Field(() => String, { description: 'Telephone of the office (办公电话), 3 to 32 of 0-9, + and -.' })
  @Matches(/^[0-9+-]{3,32}$/)
  phone!: string;
}

@InputType({
  description:
    'Changes the data of an organization (变更机构). An absent field stays as it is; null clears the organization above. Code, kind, level and division do not change.',
})
export class ChangeOrganizationInput extends VersionedInput {
  @Field(() => String, { description: 'Its code (编码).' })
  @MaxLength(64)
  code!: string;

  @LineField(2, 80, { nullable: true, description: 'Name in Chinese, 2 to 80 characters (名称).' })
  name?: string;

  @LineField(2, 120, { nullable: true, description: 'Name in English, 2 to 120 characters.' })
  nameEn?: string;

  @LineField(1, 40, { nullable: true, description: 'Short name in Chinese, 1 to 40 characters (简称).' })
  shortName?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the organization above it (上级机构); null for none.',
  })
  @MaxLength(64)
  parentCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Where transfer tickets are mailed to (转办邮箱).' })
  @IsEmail()
  @MaxLength(120)
  email?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone of the office (办公电话), 3 to 32 of 0-9, + and -.',
  })
  @Matches(/^[0-9+-]{3,32}$/)
  phone?: string;
}
