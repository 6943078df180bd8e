import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IntegerColumn, LongTextColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { Day } from '@ecogrid/subgraph';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'An industry guideline (行业导则): the duties of sites of a kind, clause by clause, from a day on. docs/domain.md rows 31-33.',
})
@Entity('guideline')
@Index('ux_guideline_code_from', ['code', 'effectiveFrom'], { unique: true })
export class Guideline {
  @Field(() => ID, { description: 'UUIDv7 of this version.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Code, the same in all its versions, such as GUIDE-CONSTRUCTION.' })
  @TextColumn(32)
  code!: string;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(120, { name: 'name_zh' })
  name!: string;

  @Field(() => String, { description: 'Name in English.' })
  @TextColumn(160, { name: 'name_en' })
  nameEn!: string;

  @Field(() => String, {
    description: 'The source of its text (来源). The texts of the seed are invented for the demonstration.',
  })
  @TextColumn(200)
  source!: string;

  @Field(() => Day, { description: 'First day in force (生效日期).' })
  @TextColumn(10, { name: 'effective_from' })
  effectiveFrom!: string;

  @Field(() => Day, {
    nullable: true,
    description: 'First day no longer in force; null while it is (失效日期).',
  })
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;
}

@ObjectType({ description: 'One clause of a guideline (导则条款).' })
@Entity('guideline_clause')
@Index('ux_guideline_clause_number', ['guidelineId', 'number'], { unique: true })
export class GuidelineClause {
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'guideline_id' })
  guidelineId!: string;

  @Field(() => Int, { description: 'Its number in the guideline, from 1 (条款号).' })
  @IntegerColumn()
  number!: number;

  @Field(() => String, { description: 'The requirement in Chinese (条款内容).' })
  @LongTextColumn({ name: 'text_zh' })
  text!: string;

  @Field(() => String, { description: 'The requirement in English.' })
  @LongTextColumn({ name: 'text_en' })
  textEn!: string;
}
