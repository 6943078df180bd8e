import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { NoticeKind, NoticeState, NoticeThing, EscalationLevel } from './notice.vocabulary.ts';

/**
 * First the plan, then the record of it: a row waits until its time, and is sent by the one conditional UPDATE that finds
 * it PENDING. Each change of a clock replaces its pending rows in the same transaction. See docs/decisions/0027.
 */
@ObjectType({ description: 'A notice about a deadline (时限提醒), planned or sent.' })
@Entity('deadline_notice')
@Index('ux_deadline_notice_once', ['thingId', 'kind', 'cycle', 'count'], { unique: true })
@Index('ix_deadline_notice_next', ['state', 'isAroundTheClock', 'dueAt'])
@Index('ix_deadline_notice_case', ['caseId'])
export class DeadlineNotice {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => NoticeThing, { description: 'The subject of the notice (对象).' })
  @TextColumn(16)
  thing!: keyof typeof NoticeThing;

  /** The ticket; of a case and of its look-back, the case. */
  @UuidColumn({ name: 'thing_id' })
  thingId!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @Field(() => NoticeKind, { description: 'The kind of the notice (类别).' })
  @TextColumn(24)
  kind!: keyof typeof NoticeKind;

  /** One run of the clock with one promise: in it each warning goes out once. */
  @TextColumn(40)
  cycle!: string;

  @Field(() => Int, {
    description: 'Counts the notices of this kind, from 1; only overdue ones repeat (次数).',
  })
  @IntegerColumn()
  count!: number;

  @Field(() => EscalationLevel, {
    nullable: true,
    description: 'The level of escalation of an overdue notice (升级层级); null for other kinds.',
  })
  @TextColumn(16, { name: 'escalation_level', nullable: true })
  escalationLevel!: keyof typeof EscalationLevel | null;

  @Field(() => NoticeState, { description: 'Whether it is planned or sent (状态).' })
  @TextColumn(16)
  state!: keyof typeof NoticeState;

  @Field(() => Date, { description: 'When it goes out, or was to go out, UTC (应发时间): in working hours.' })
  @InstantColumn({ name: 'due_at' })
  dueAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it went out, UTC (发出时间); null before.' })
  @InstantColumn({ name: 'sent_at', nullable: true })
  sentAt!: Date | null;

  @Field(() => Date, { description: 'The deadline it is about, UTC (时限).' })
  @InstantColumn({ name: 'deadline_at' })
  deadlineAt!: Date;

  /** Urgent: goes out at any hour. */
  @FlagColumn({ name: 'is_around_the_clock' })
  isAroundTheClock!: boolean;

  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  /** Of a ticket, its organization; null otherwise. */
  @TextColumn(64, { name: 'organization_code', nullable: true })
  organizationCode!: string | null;

  @TextColumn(15, { name: 'grid_code' })
  gridCode!: string;

  /** The claim by which a scheduler recognizes its own rows. */
  @UuidColumn({ nullable: true })
  claim!: string | null;
}
