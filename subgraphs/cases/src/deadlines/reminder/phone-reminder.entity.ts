import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { CallOutcome, ReminderClosing, ReminderReason, ReminderState } from './reminder.vocabulary.ts';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A call that the desk must make to an organization about its ticket (电话提醒). docs/domain.md row 39.',
})
@Entity('phone_reminder')
@Index('ux_phone_reminder_open', ['openTicketId'], { unique: true })
@Index('ix_phone_reminder_next', ['nextAttemptAt'])
@Index('ix_phone_reminder_state_next', ['state', 'nextAttemptAt'])
@Index('ix_phone_reminder_ticket', ['ticketId'])
@Index('ix_phone_reminder_case', ['caseId'])
export class PhoneReminder {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => Int, { description: 'Counts the changes of this reminder, from 1.' })
  @IntegerColumn()
  version!: number;

  @UuidColumn({ name: 'ticket_id' })
  ticketId!: string;

  /** The ticket while it is open: one is at a time. */
  @UuidColumn({ name: 'open_ticket_id', nullable: true })
  openTicketId!: string | null;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @TextColumn(64, { name: 'organization_code' })
  organizationCode!: string;

  /** The grid of the case, for the row rule. */
  @TextColumn(15, { name: 'grid_code' })
  gridCode!: string;

  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  @FlagColumn({ name: 'is_urgent' })
  isUrgent!: boolean;

  @Field(() => ReminderReason, { description: 'The reason of the reminder (原因).' })
  @TextColumn(16)
  reason!: keyof typeof ReminderReason;

  @Field(() => ReminderState, { description: 'The state of the reminder (状态).' })
  @TextColumn(16)
  state!: keyof typeof ReminderState;

  @Field(() => Date, { description: 'Since when, UTC (产生时间).' })
  @InstantColumn()
  since!: Date;

  @Field(() => Date, {
    description:
      'When to call next, UTC, in working hours unless urgent (下次拨打时间); of a closed one, when it was.',
  })
  @InstantColumn({ name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Field(() => Int, { description: 'The number of calls (拨打次数).' })
  @IntegerColumn()
  attempts!: number;

  @Field(() => CallOutcome, {
    nullable: true,
    description: 'The outcome of the last call (上次通话结果); null before the first call.',
  })
  @TextColumn(16, { name: 'last_outcome', nullable: true })
  lastOutcome!: keyof typeof CallOutcome | null;

  @Field(() => ReminderClosing, {
    nullable: true,
    description: 'The reason of its closing (结束原因); null while open.',
  })
  @TextColumn(16, { nullable: true })
  closing!: keyof typeof ReminderClosing | null;

  @Field(() => Date, { nullable: true, description: 'When it was closed, UTC; null while open.' })
  @InstantColumn({ name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}
