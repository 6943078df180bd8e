import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, LongTextColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { RequestState } from '../../dispatch/index.ts';

@ObjectType({ description: 'A request to make a case void, and its decision (作废申请).' })
@Entity('void_request')
@Index('ix_void_request_case', ['caseId'])
export class VoidRequest {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @Field(() => RequestState, { description: 'The state of the request (申请状态).' })
  @TextColumn(16)
  state!: keyof typeof RequestState;

  @Field(() => String, { description: 'The reason of the request (申请理由).' })
  @LongTextColumn()
  reason!: string;

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
    description: 'The note of the decision (审批意见); null without a note.',
  })
  @LongTextColumn({ nullable: true })
  note!: string | null;
}
