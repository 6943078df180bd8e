import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, TextColumn, UuidColumn } from '@ecogrid/database';
import { PlannedTimer } from '@ecogrid/planned-timers';
import { NoticeKind, NoticeState, NoticeThing, EscalationLevel } from './notice.vocabulary.ts';

/** A planned timer about a clock. Each change of the clock replaces its pending rows in the same transaction. */
@ObjectType({ description: 'A notice about a deadline (时限提醒), planned or sent.' })
@Entity('deadline_notice')
@Index('ux_deadline_notice_once', ['thingId', 'kind', 'cycle', 'count'], { unique: true })
@Index('ix_deadline_notice_next', ['state', 'isAroundTheClock', 'dueAt'])
@Index('ix_deadline_notice_case', ['caseId'])
export class DeadlineNotice extends PlannedTimer {
  @Field(() => ID, { description: 'UUIDv7.' })
  override id!: string;

  @Field(() => NoticeThing, { description: 'The subject of the notice (对象).' })
  override thing!: keyof typeof NoticeThing;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @Field(() => NoticeKind, { description: 'The kind of the notice (类别).' })
  override kind!: keyof typeof NoticeKind;

  @Field(() => Int, {
    description: 'Counts the notices of this kind, from 1; only overdue ones repeat (次数).',
  })
  override count!: number;

  @Field(() => EscalationLevel, {
    nullable: true,
    description: 'The level of escalation of an overdue notice (升级层级); null for other kinds.',
  })
  @TextColumn(16, { name: 'escalation_level', nullable: true })
  escalationLevel!: keyof typeof EscalationLevel | null;

  @Field(() => NoticeState, { description: 'Whether it is planned, sent or ended unsent (状态).' })
  override state!: keyof typeof NoticeState;

  @Field(() => Date, { description: 'When it goes out, or was to go out, UTC (应发时间): in working hours.' })
  override dueAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it went out, UTC (发出时间); null unless it did.' })
  override sentAt!: Date | null;

  @Field(() => Date, { description: 'The deadline it is about, UTC (时限).' })
  @InstantColumn({ name: 'deadline_at' })
  deadlineAt!: Date;

  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  /** Of a ticket, its organization; null otherwise. */
  @TextColumn(64, { name: 'organization_code', nullable: true })
  organizationCode!: string | null;

  @TextColumn(15, { name: 'grid_code' })
  gridCode!: string;
}
