import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { InspectionState } from './post-supervision.vocabulary.ts';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'The inspection of a drawn closed case by the post-supervision group (后督察). docs/domain.md row 43.',
})
@Entity('inspection')
@Index('ix_inspection_case', ['caseId'])
@Index('ix_inspection_sample', ['sampleId'])
@Index('ix_inspection_drawn', ['drawnAt'])
@Index('ix_inspection_state_drawn', ['state', 'drawnAt'])
export class Inspection {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => Int, { description: 'Counts the changes of this inspection, from 1.' })
  @IntegerColumn()
  version!: number;

  @UuidColumn({ name: 'sample_id' })
  sampleId!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @Field(() => InspectionState, { description: 'The state of the inspection (状态).' })
  @TextColumn(16)
  state!: keyof typeof InspectionState;

  @Field(() => String, {
    nullable: true,
    description: 'The findings (督察情况); null without findings, and while it is due.',
  })
  @LongTextColumn({ nullable: true })
  findings!: string | null;

  @Field(() => Date, { description: 'When its case was drawn, UTC.' })
  @InstantColumn({ name: 'drawn_at' })
  drawnAt!: Date;

  @TextColumn(64, { name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was recorded, UTC; null while it is due.' })
  @InstantColumn({ name: 'recorded_at', nullable: true })
  recordedAt!: Date | null;

  /** The look-back that failed with it; null unless it failed. */
  @UuidColumn({ name: 'look_back_id', nullable: true })
  lookBackId!: string | null;
}
