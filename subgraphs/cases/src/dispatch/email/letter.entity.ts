import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import type { LetterFacts } from './letter.facts.ts';
import { LetterFault, LetterKind, LetterState } from './letter.vocabulary.ts';

@ObjectType({
  description:
    'An e-mail to an organization (邮件), queued in the transaction of the change and sent afterwards. It contains no data of the reporter. docs/domain.md row 38.',
})
@Entity('letter')
@Index('ix_letter_ticket', ['ticketId'])
@Index('ix_letter_due', ['dueAt'])
@Index('ix_letter_state_created', ['state', 'createdAt'])
export class Letter {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => Int, { description: 'Counts the changes of this letter, from 1; each attempt is two.' })
  @IntegerColumn()
  version!: number;

  @Field(() => LetterKind, { description: 'The kind of the e-mail (邮件类别).' })
  @TextColumn(32)
  kind!: keyof typeof LetterKind;

  @Field(() => LetterState, { description: 'Where it stands (状态).' })
  @TextColumn(16)
  state!: keyof typeof LetterState;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  /** The id of its ticket; dispatch resolves it. */
  @UuidColumn({ name: 'ticket_id' })
  ticketId!: string;

  @TextColumn(64, { name: 'organization_code' })
  organizationCode!: string;

  @Field(() => String, {
    description:
      'The address of the organization when the letter was written, or last sent again (收件地址).',
  })
  @TextColumn(120)
  address!: string;

  /** Of the address, in lower case: a domain that holds us up holds up its own letters only. */
  @TextColumn(120)
  domain!: string;

  @Field(() => String, {
    description: 'Its Message-ID (邮件标识), the same on every attempt: a repeat is recognized by it.',
  })
  @TextColumn(160, { name: 'message_id' })
  messageId!: string;

  @JsonColumn()
  facts!: LetterFacts;

  @Field(() => Int, { description: 'Attempts to send it since it was queued last (发送次数).' })
  @IntegerColumn()
  attempts!: number;

  @Field(() => LetterFault, {
    nullable: true,
    description: 'Why the last attempt failed (失败原因); null when none has failed.',
  })
  @TextColumn(16, { nullable: true })
  fault!: keyof typeof LetterFault | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the mail server said when it last refused, up to 200 characters; null when it said nothing.',
  })
  @TextColumn(200, { nullable: true })
  answer!: string | null;

  @Field(() => Date, { description: 'When it was written, UTC (生成时间).' })
  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;

  /** The time of the next attempt, or the end of the claim while it is being sent; null without a further attempt. */
  @InstantColumn({ name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the last attempt began, UTC (最近发送时间); null before the first.',
  })
  @InstantColumn({ name: 'attempted_at', nullable: true })
  attemptedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the mail server had taken it, UTC (发送成功时间); null before.',
  })
  @InstantColumn({ name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
