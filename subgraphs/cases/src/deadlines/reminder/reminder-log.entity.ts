import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, LongTextColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { CallOutcome } from './reminder.vocabulary.ts';

@ObjectType({
  description:
    'One call (电话提醒记录), with the called person and the outcome. Append-only. docs/domain.md row 39.',
})
@Entity('reminder_log')
@Index('ix_reminder_log_reminder', ['reminderId'])
@Index('ix_reminder_log_ticket', ['ticketId'])
export class ReminderLog {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'reminder_id' })
  reminderId!: string;

  @UuidColumn({ name: 'ticket_id' })
  ticketId!: string;

  /** The called person. */
  @TextColumn(80)
  callee!: string;

  /** The number as it was then; null when none was known. */
  @TextColumn(32, { nullable: true })
  phone!: string | null;

  @Field(() => CallOutcome, { description: 'The outcome of the call (通话结果).' })
  @TextColumn(16)
  outcome!: keyof typeof CallOutcome;

  @LongTextColumn({ nullable: true })
  note!: string | null;

  @TextColumn(64, { name: 'logged_by', nullable: true })
  loggedBy!: string | null;

  @Field(() => Date, { description: 'When, UTC (拨打时间).' })
  @InstantColumn()
  at!: Date;
}
