import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { FlagColumn, JsonColumn, PrimaryUuid, RealColumn, TextColumn } from '@ecogrid/database';

@ObjectType({
  description: 'Why a credit code that fails its check digit was accepted (代码校验豁免). GB 32100-2015.',
})
export class CreditCodeOverride {
  @Field(() => String, { description: 'The reason (原因).' })
  reason!: string;

  @Field(() => String, { description: 'Personnel number of who accepted it (经办人工号).' })
  acceptedBy!: string;

  @Field(() => Date, { description: 'When it was accepted, UTC.' })
  acceptedAt!: Date;
}

/** As the column keeps it: JSON knows no dates. */
export interface KeptOverride {
  readonly reason: string;
  readonly acceptedBy: string;
  readonly acceptedAt: string;
}

@Directive('@key(fields: "id")')
@Directive('@key(fields: "creditCode")')
@ObjectType({
  description:
    'A supervised enterprise (监管企业). Name, credit code, industry and division are the public register; the rest is null or empty for those who may not see the site.',
})
@Entity('enterprise')
@Index('ux_enterprise_credit_code', ['creditCode'], { unique: true })
@Index('ix_enterprise_grid', ['gridCode'])
export class Enterprise {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, {
    description: 'Unified social credit code of 18 characters (统一社会信用代码), GB 32100-2015.',
  })
  @TextColumn(18, { name: 'credit_code' })
  creditCode!: string;

  @JsonColumn({ name: 'credit_code_override', nullable: true })
  creditCodeOverride!: KeptOverride | null;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(120)
  name!: string;

  @Field(() => String, { description: 'Name in English.' })
  @TextColumn(160, { name: 'name_en' })
  nameEn!: string;

  @Field(() => String, { description: 'Industry code, letter and four digits (行业代码), GB/T 4754-2017.' })
  @TextColumn(8, { name: 'industry_code' })
  industryCode!: string;

  @Field(() => String, { description: 'Industry name in Chinese (行业名称).' })
  @TextColumn(80, { name: 'industry_name' })
  industryName!: string;

  @TextColumn(12, { name: 'division_code' })
  divisionCode!: string;

  @TextColumn(200)
  address!: string;

  @RealColumn()
  longitude!: number;

  @RealColumn()
  latitude!: number;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  @FlagColumn({ name: 'is_priority' })
  isPriority!: boolean;

  @TextColumn(32)
  phone!: string;
}
