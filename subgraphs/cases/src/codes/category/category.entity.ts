import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Entity, IsNull, LessThanOrEqual, MoreThan, type FindOperator } from 'typeorm';
import { FlagColumn, IntegerColumn, JsonColumn, TextColumn } from '@ecogrid/database';
import { Day } from '@ecogrid/subgraph';
import { CloseCriterion, ResultKind } from './category.vocabulary.ts';

@Directive('@key(fields: "code")')
@ObjectType({
  description:
    'A category of cases (问题类别), by industry guideline, with its handling rules. docs/domain.md rows 31-36.',
})
@Entity('category')
export class Category {
  @Field(() => String, { description: 'Stable code, such as WATER_EXCEEDANCE.' })
  @TextColumn(32, { primary: true })
  code!: string;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(80, { name: 'name_zh' })
  name!: string;

  @Field(() => String, { description: 'Name in English.' })
  @TextColumn(120, { name: 'name_en' })
  nameEn!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The standard or guideline it follows (依据), such as GB 18918-2002; null where none applies.',
  })
  @TextColumn(120, { name: 'standard_reference', nullable: true })
  standardReference!: string | null;

  @TextColumn(32, { name: 'guideline_code', nullable: true })
  guidelineCode!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether such cases are urgent unless filed otherwise (紧急): their clocks run 24 hours a day.',
  })
  @FlagColumn({ name: 'is_urgent' })
  isUrgent!: boolean;

  @Field(() => Int, {
    description:
      'Working minutes that a ticket has for handling (处置时限); of an urgent case, minutes of the clock.',
  })
  @IntegerColumn({ name: 'handling_minutes' })
  handlingMinutes!: number;

  @Field(() => Int, {
    description:
      'Working minutes from filing to closing (结案时限); of an urgent case, minutes of the clock.',
  })
  @IntegerColumn({ name: 'closing_minutes' })
  closingMinutes!: number;

  @Field(() => Boolean, {
    description:
      'Whether a ticket must be answered with a photo taken after the rectification (须附整改后照片).',
  })
  @FlagColumn({ name: 'needs_photo_after', default: false })
  needsPhotoAfter!: boolean;

  @Field(() => [ResultKind], { description: 'The typed results that a ticket must be answered with.' })
  @JsonColumn({ name: 'result_kinds' })
  resultKinds!: Array<keyof typeof ResultKind>;

  @Field(() => [CloseCriterion], {
    description: 'The conditions for closing a case of this category (结案条件).',
  })
  @JsonColumn({ name: 'close_criteria' })
  closeCriteria!: Array<keyof typeof CloseCriterion>;

  @Field(() => Int, {
    nullable: true,
    description: 'Days after closing when the case is looked back at (回头看); null for never.',
  })
  @IntegerColumn({ name: 'look_back_days', nullable: true })
  lookBackDays!: number | null;

  @Field(() => Int, { description: 'The maximum number of extensions of a ticket (延时次数上限).' })
  @IntegerColumn({ name: 'max_extensions' })
  maxExtensions!: number;

  @Field(() => Int, {
    description: 'Metres within which two cases may be the same matter (疑似重复距离).',
  })
  @IntegerColumn({ name: 'duplicate_metres' })
  duplicateMetres!: number;

  @Field(() => Int, {
    description: 'Hours within which two cases may be the same matter (疑似重复时间).',
  })
  @IntegerColumn({ name: 'duplicate_hours' })
  duplicateHours!: number;

  @Field(() => Day, {
    description: 'First day on which it may be given to a case.',
  })
  @TextColumn(10, { name: 'effective_from' })
  effectiveFrom!: string;

  @Field(() => Day, {
    nullable: true,
    description: 'First day on which it may no longer be given; null while it may.',
  })
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;
}

export function isEffective(
  { effectiveFrom, effectiveTo }: { readonly effectiveFrom: string; readonly effectiveTo: string | null },
  day: string,
): boolean {
  return effectiveFrom <= day && (effectiveTo === null || effectiveTo > day);
}

/** The same as a condition on a table: rows of a validity that are in force on a day. */
export function inForce(day: string): Array<{
  effectiveFrom: FindOperator<string>;
  effectiveTo: FindOperator<string>;
}> {
  const effectiveFrom = LessThanOrEqual(day);
  return [
    { effectiveFrom, effectiveTo: IsNull() as FindOperator<string> },
    { effectiveFrom, effectiveTo: MoreThan(day) },
  ];
}
