import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IntegerColumn, LongTextColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { Day, vocabulary } from '@ecogrid/subgraph';
import { SubjectKind } from '../subject/index.ts';
import { FactTopic } from './fact.vocabulary.ts';

export const RuleKind = vocabulary('RuleKind', 'How a rule comes to be applied (规则类别).', {
  EVENT: 'By itself, to each fact of its topic that meets its condition (自动计分).',
  MANUAL: 'By an assessor, who gives a reason (人工计分).',
});
export type RuleKind = keyof typeof RuleKind;

@Directive('@key(fields: "id")')
@ObjectType({
  description: 'One rule of a rule set (计分规则). Never edited: a change is a new version of the set.',
})
@Entity('scoring_rule')
@Index('ux_scoring_rule_code', ['ruleSetId', 'code'], { unique: true })
export class ScoringRule {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'rule_set_id' })
  ruleSetId!: string;

  @Field(() => String, { description: 'Stable code within the set, such as DEPARTMENT-OVERDUE.' })
  @TextColumn(64)
  code!: string;

  @Field(() => SubjectKind, {
    description: 'The kind of the subject that receives the points (考核对象类别).',
  })
  @TextColumn(16, { name: 'subject_kind' })
  subjectKind!: SubjectKind;

  @Field(() => RuleKind, { description: 'How it comes to be applied.' })
  @TextColumn(16)
  kind!: RuleKind;

  @Field(() => FactTopic, {
    nullable: true,
    description: 'The facts it looks at (计分事实); null for a MANUAL rule.',
  })
  @TextColumn(64, { name: 'event_topic', nullable: true })
  eventTopic!: FactTopic | null;

  @Field(() => String, {
    nullable: true,
    description:
      'When it applies: an expression over `event` in the Common Expression Language; null for a MANUAL rule.',
  })
  @TextColumn(500, { nullable: true })
  condition!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The field of the fact that names the subject; null for a MANUAL rule.',
  })
  @TextColumn(64, { name: 'subject_path', nullable: true })
  subjectPath!: string | null;

  @Field(() => Int, { description: 'Points in hundredths, negative for a deduction: -50 is −0.50.' })
  @IntegerColumn({ name: 'points_hundredths' })
  pointsHundredths!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The whole number by which the points are multiplied, as an expression over `event`; null for once.',
  })
  @TextColumn(500, { nullable: true })
  multiplier!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The most that the rule gives or takes in one period, hundredths, above 0; null without a limit.',
  })
  @IntegerColumn({ name: 'cap_hundredths', nullable: true })
  capHundredths!: number | null;

  @Field(() => String, { description: 'The rule as it is written, in Chinese (规则条文).' })
  @LongTextColumn({ name: 'text_zh' })
  text!: string;

  @Field(() => String, { description: 'The rule in English.' })
  @LongTextColumn({ name: 'text_en' })
  textEn!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A version of the scoring rules (量化赋分规则集): score = base + sum of entries, kept between floor and ceiling.',
})
@Entity('rule_set')
@Index('ux_rule_set_version', ['code', 'version'], { unique: true })
export class RuleSet {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Stable code, such as JN-GX-2026; the same for all versions.' })
  @TextColumn(64)
  code!: string;

  @Field(() => Int, { description: 'From 1.' })
  @IntegerColumn()
  version!: number;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(160, { name: 'name_zh' })
  name!: string;

  @Field(() => String, { description: 'Name in English.' })
  @TextColumn(160, { name: 'name_en' })
  nameEn!: string;

  @Field(() => Day, { description: 'First day in force.' })
  @TextColumn(10, { name: 'effective_from' })
  effectiveFrom!: string;

  @Field(() => Day, {
    nullable: true,
    description: 'First day no longer in force; null while open.',
  })
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;

  @Field(() => Int, {
    description: 'The points of every subject at the start of a period, in hundredths of a point (基础分).',
  })
  @IntegerColumn({ name: 'base_hundredths' })
  baseHundredths!: number;

  @Field(() => Int, { description: 'The least a score can be, hundredths of a point.' })
  @IntegerColumn({ name: 'floor_hundredths' })
  floorHundredths!: number;

  @Field(() => Int, { description: 'The most a score can be, hundredths of a point.' })
  @IntegerColumn({ name: 'ceiling_hundredths' })
  ceilingHundredths!: number;
}
