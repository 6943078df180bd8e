import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { ScoreSource } from '../rule-set/index.ts';
import { SubjectKind } from '../subject/index.ts';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'An entry of the score ledger (计分流水). Never changed or removed: another entry reverses a wrong one. docs/domain.md row 21.',
})
@Entity('score_entry')
@Index('ux_score_entry_source', ['ruleId', 'sourceEventId', 'subjectCode'], { unique: true })
@Index('ux_score_entry_reversal', ['reversalOf'], { unique: true })
@Index('ix_score_entry_subject', ['subjectKind', 'periodCode', 'subjectCode'])
@Index('ix_score_entry_posted', ['postedAt', 'id'])
@Index('ix_score_entry_source_id', ['sourceId'])
export class ScoreEntry {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => SubjectKind, {
    description: 'The kind of the subject that receives the points (考核对象类别).',
  })
  @TextColumn(16, { name: 'subject_kind' })
  subjectKind!: SubjectKind;

  @TextColumn(64, { name: 'subject_code' })
  subjectCode!: string;

  @UuidColumn({ name: 'rule_id' })
  ruleId!: string;

  @Field(() => String, { description: 'Code of the rule that gave the points.' })
  @TextColumn(64, { name: 'rule_code' })
  ruleCode!: string;

  @Field(() => Int, { description: 'Version of the rule set that the rule is of.' })
  @IntegerColumn({ name: 'rule_set_version' })
  ruleSetVersion!: number;

  @Field(() => String, { description: 'The period it counts in, such as 2026-11.' })
  @TextColumn(7, { name: 'period_code' })
  periodCode!: string;

  @Field(() => Int, {
    description: 'Points in hundredths, negative for a deduction; after multiplier and cap.',
  })
  @IntegerColumn({ name: 'points_hundredths' })
  pointsHundredths!: number;

  @Field(() => ScoreSource, {
    description: 'The fact that it follows from; MANUAL for an assessor (计分来源).',
  })
  @TextColumn(64, { name: 'source_topic' })
  sourceTopic!: ScoreSource;

  @Field(() => ID, {
    description:
      'The event of that fact; for MANUAL and for a reversal the entry itself. A rule takes an event once for a subject.',
  })
  @UuidColumn({ name: 'source_event_id' })
  sourceEventId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The case or ticket that the fact is about; null for MANUAL.',
  })
  @UuidColumn({ name: 'source_id', nullable: true })
  sourceId!: string | null;

  @JsonColumn()
  inputs!: Record<string, unknown>;

  @UuidColumn({ name: 'reversal_of', nullable: true })
  reversalOf!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The reason of the assessor who posted or reversed it, or of the later fact that took it back (理由); null for an entry that a rule posted.',
  })
  @TextColumn(500, { nullable: true })
  reason!: string | null;

  @UuidColumn({ name: 'posted_by', nullable: true })
  postedBy!: string | null;

  @Field(() => Date, { description: 'When it was entered.' })
  @InstantColumn({ name: 'posted_at' })
  postedAt!: Date;
}
