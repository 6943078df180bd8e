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
import type { EmailFacts } from './email-delivery.facts.ts';
import { EmailDeliveryFault, EmailKind, EmailDeliveryState } from './email-delivery.vocabulary.ts';

@ObjectType({
  description:
    'An e-mail to an organization (邮件), queued in the transaction of the change and sent afterwards. It contains no data of the reporter. docs/domain.md row 38.',
})
@Entity('email_delivery')
@Index('ix_email_delivery_ticket', ['ticketId'])
@Index('ix_email_delivery_due', ['dueAt'])
@Index('ix_email_delivery_state_created', ['state', 'createdAt'])
export class EmailDelivery {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => Int, { description: 'Counts the changes of this e-mail, from 1; each attempt is two.' })
  @IntegerColumn()
  version!: number;

  @Field(() => EmailKind, { description: 'The kind of the e-mail (邮件类别).' })
  @TextColumn(32)
  kind!: keyof typeof EmailKind;

  @Field(() => EmailDeliveryState, { description: 'The state (状态).' })
  @TextColumn(16)
  state!: keyof typeof EmailDeliveryState;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  /** The id of its ticket; dispatch resolves it. */
  @UuidColumn({ name: 'ticket_id' })
  ticketId!: string;

  @TextColumn(64, { name: 'organization_code' })
  organizationCode!: string;

  @Field(() => String, {
    description:
      'The address of the organization when the e-mail was written, or last sent again (收件地址).',
  })
  @TextColumn(120)
  address!: string;

  /** Of the address, in lower case: a domain that holds us up holds up its own e-mails only. */
  @TextColumn(120)
  domain!: string;

  @Field(() => String, {
    description: 'Its Message-ID (邮件标识), the same on every attempt: a repeat is recognized by it.',
  })
  @TextColumn(160, { name: 'message_id' })
  messageId!: string;

  @JsonColumn()
  facts!: EmailFacts;

  @Field(() => Int, { description: 'Attempts to send it since it was queued last (发送次数).' })
  @IntegerColumn()
  attempts!: number;

  @Field(() => EmailDeliveryFault, {
    nullable: true,
    description: 'Why the last attempt failed (失败原因); null when none has failed.',
  })
  @TextColumn(16, { nullable: true })
  fault!: keyof typeof EmailDeliveryFault | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The last refusal in the words of the mail server, up to 200 characters; null when it gave none.',
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
