import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  InstantColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { InspectionState } from './post-supervision.vocabulary.ts';

@ObjectType({
  description: 'A case of the population of a draw, and, when it was drawn, its inspection (后督察).',
})
@Entity('post_supervision_case')
@Index('ux_post_supervision_case_draw_digest', ['drawId', 'digest'], { unique: true })
@Index('ix_post_supervision_case_case', ['caseId'])
@Index('ix_post_supervision_case_state_due', ['state', 'drawnAt'])
export class Inspection {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'draw_id' })
  drawId!: string;

  @Field(() => ID, { description: 'The id of the case, also for those who may not see the case.' })
  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @Field(() => String, { description: 'The part of the population it belongs to; empty when it is not divided.' })
  @TextColumn(32)
  stratum!: string;

  @Field(() => String, {
    description: 'The place that the seed gives it: SHA-256 of `seed:caseId`, hexadecimal; the first of each stratum are drawn.',
  })
  @TextColumn(64)
  digest!: string;

  @Field(() => Boolean, { description: 'Whether it was drawn (是否抽中).' })
  @FlagColumn({ name: 'is_sampled' })
  isSampled!: boolean;

  @Field(() => InspectionState, {
    nullable: true,
    description: 'Where its inspection stands; null when it was not drawn.',
  })
  @TextColumn(16, { nullable: true })
  state!: keyof typeof InspectionState | null;

  @Field(() => String, { nullable: true, description: 'What was found (说明); null when nothing was said.' })
  @LongTextColumn({ nullable: true })
  note!: string | null;

  @Field(() => Date, { description: 'When it was drawn, UTC.' })
  @InstantColumn({ name: 'drawn_at' })
  drawnAt!: Date;

  @TextColumn(64, { name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was recorded, UTC; null before.' })
  @InstantColumn({ name: 'recorded_at', nullable: true })
  recordedAt!: Date | null;
}
