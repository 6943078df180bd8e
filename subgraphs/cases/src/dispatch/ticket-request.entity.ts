import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { TicketRequestKind } from '../ticket/index.ts';
import { RequestState } from './ticket.vocabulary.ts';

@ObjectType({
  description: 'A request of an organization about its ticket (延时、回退、挂账申请), with its decision.',
})
@Entity('ticket_request')
@Index('ix_ticket_request_ticket', ['ticketId'])
export class TicketRequest {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'ticket_id' })
  ticketId!: string;

  @Field(() => TicketRequestKind, { description: 'The kind of the request (申请类别).' })
  @TextColumn(16)
  kind!: keyof typeof TicketRequestKind;

  @Field(() => RequestState, { description: 'The state of the request (申请状态).' })
  @TextColumn(16)
  state!: keyof typeof RequestState;

  @Field(() => String, {
    nullable: true,
    description: 'The reason of the request (申请理由); null for BI and assessors.',
  })
  @LongTextColumn()
  reason!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Of an extension: by how many working minutes (延时时长), of an urgent ticket minutes of the clock; null of other kinds.',
  })
  @IntegerColumn({ name: 'extend_by_work_minutes', nullable: true })
  extendByWorkMinutes!: number | null;

  @TextColumn(64, { name: 'asked_by', nullable: true })
  askedBy!: string | null;

  @Field(() => Date, { description: 'When it was asked for, UTC (申请时间).' })
  @InstantColumn({ name: 'asked_at' })
  askedAt!: Date;

  @TextColumn(64, { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'The time of the decision, UTC (审批时间); null while the request is pending.',
  })
  @InstantColumn({ name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The note of the decision (审批意见); null without a note, and for BI and assessors.',
  })
  @LongTextColumn({ nullable: true })
  note!: string | null;
}

/** The request without its reason and the note of its decision: for readers of no words. */
export function wordlessRequest(request: TicketRequest): TicketRequest {
  return Object.assign(new TicketRequest(), request, { reason: null, note: null });
}
