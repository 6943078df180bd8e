import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, LongTextColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { RequestState } from '../../dispatch/index.ts';

@ObjectType({ description: 'That a case be made void, and what was decided (作废申请).' })
@Entity('void_request')
@Index('ix_void_request_case', ['caseId'])
export class VoidRequest {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @Field(() => RequestState, { description: 'Where it stands (申请状态).' })
  @TextColumn(16)
  state!: keyof typeof RequestState;

  @Field(() => String, { description: 'Why it is asked for (申请理由).' })
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
    description: 'When it was decided, UTC (审批时间); null while nobody has.',
  })
  @InstantColumn({ name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'What was said with the decision (审批意见); null when nothing was.',
  })
  @LongTextColumn({ nullable: true })
  note!: string | null;
}
