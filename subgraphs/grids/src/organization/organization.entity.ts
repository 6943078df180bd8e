import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';
import { vocabulary } from '@ecogrid/subgraph';

export const OrganizationKind = vocabulary(
  'OrganizationKind',
  'The kinds of organizations in the supervision system (机构类别).',
  {
    PLATFORM:
      'A platform with a desk (平台): level 2 for the zone, level 3 for a street. docs/domain.md rows 2-6.',
    DEPARTMENT: 'An industry department (行业部门) that handles tickets. docs/domain.md rows 36-39.',
    STREET_OFFICE: 'A street office (街道办事处). docs/domain.md row 40.',
    POST_SUPERVISION: 'The post-supervision group (后督察组). docs/domain.md row 43.',
    SUPERIOR: 'City or province, which assigns superior cases (上级部门). docs/domain.md row 35.',
    ENTERPRISE_GROUP: 'The contacts of supervised enterprises (企业联系人), who belong to no authority.',
  },
);
export type OrganizationKind = keyof typeof OrganizationKind;

@Directive('@key(fields: "id")')
@Directive('@key(fields: "code")')
@ObjectType({
  description:
    'An organization of the supervision system (机构): platform, department, street office or group.',
})
@Entity('organization')
@Index('ux_organization_code', ['code'], { unique: true })
@Index('ix_organization_parent', ['parentCode'])
export class Organization {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Stable code, such as DEPT-WATER.' })
  @TextColumn(64)
  code!: string;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(80)
  name!: string;

  @Field(() => String, { description: 'Name in English.' })
  @TextColumn(120, { name: 'name_en' })
  nameEn!: string;

  @Field(() => String, { description: 'Short name in Chinese (简称).' })
  @TextColumn(40, { name: 'short_name' })
  shortName!: string;

  @Field(() => OrganizationKind, { description: 'The kind of the organization (类别).' })
  @TextColumn(24)
  kind!: OrganizationKind;

  @Field(() => Int, {
    nullable: true,
    description: 'For a platform, 2 (zone) or 3 (street); null for others.',
  })
  @IntegerColumn({ name: 'platform_level', nullable: true })
  platformLevel!: number | null;

  @TextColumn(64, { name: 'parent_code', nullable: true })
  parentCode!: string | null;

  @TextColumn(12, { name: 'division_code' })
  divisionCode!: string;

  @Field(() => String, { description: 'Where transfer tickets are mailed to (转办邮箱).' })
  @TextColumn(120)
  email!: string;

  @Field(() => String, { description: 'Telephone of the office (办公电话).' })
  @TextColumn(32)
  phone!: string;

  @Field(() => Int, { description: 'Counts the changes of this organization, from 1.' })
  @IntegerColumn()
  version!: number;
}
