import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, LongTextColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { Day } from '@ecogrid/subgraph';
import { LookBackState } from './look-back.vocabulary.ts';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A look-back (回头看): whether the rectification lasts after a case was closed. docs/domain.md row 42.',
})
@Entity('look_back')
@Index('ix_look_back_case', ['caseId'])
@Index('ix_look_back_due', ['dueOn'])
@Index('ix_look_back_grid_due', ['gridCode', 'dueOn'])
export class LookBack {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  /** The grid of the case, for the row rule. */
  @TextColumn(15, { name: 'grid_code' })
  gridCode!: string;

  @Field(() => Day, {
    description: 'The day by which it is to be done (应回头看日期).',
  })
  @TextColumn(10, { name: 'due_on' })
  dueOn!: string;

  @Field(() => LookBackState, { description: 'The state of the look-back (状态).' })
  @TextColumn(16)
  state!: keyof typeof LookBackState;

  @LongTextColumn({ nullable: true })
  note!: string | null;

  @TextColumn(64, { name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was recorded, UTC; null while it is due.' })
  @InstantColumn({ name: 'recorded_at', nullable: true })
  recordedAt!: Date | null;
}
