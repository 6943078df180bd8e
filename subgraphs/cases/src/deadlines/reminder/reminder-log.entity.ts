import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, LongTextColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { CallOutcome } from './reminder.vocabulary.ts';

@ObjectType({
  description:
    'One call that was made (电话提醒记录): to whom, what came of it. Appended, never edited. Article row 39.',
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

  /** Who was called. */
  @TextColumn(80)
  callee!: string;

  /** The number as it was then; null when none was known. */
  @TextColumn(32, { nullable: true })
  phone!: string | null;

  @Field(() => CallOutcome, { description: 'What came of it (通话结果).' })
  @TextColumn(16)
  outcome!: keyof typeof CallOutcome;

  @Field(() => String, { nullable: true, description: 'What was said (说明); null when nothing is noted.' })
  @LongTextColumn({ nullable: true })
  note!: string | null;

  @TextColumn(64, { name: 'logged_by', nullable: true })
  loggedBy!: string | null;

  @Field(() => Date, { description: 'When, UTC (拨打时间).' })
  @InstantColumn()
  at!: Date;
}
