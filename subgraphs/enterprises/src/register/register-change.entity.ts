import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  JsonListColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { RegisterField } from '../supervised-object/index.ts';
import type { ObjectAttributes } from './attributes.rule.ts';
import { RegisterChangeKind, RegisterChangeState } from './register.vocabulary.ts';

/** More than the register has fields. */
export const MOST_DIFFERENCES = 30;

@ObjectType({ description: 'One field of a change, before and after (变更项).' })
export class Difference {
  @Field(() => RegisterField, { description: 'The field (登记项).' })
  field!: RegisterField;

  @Field(() => String, { nullable: true, description: 'The value before; null when there was none.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'The value after; null when there is none.' })
  after!: string | null;
}

/** Proposals and the history of an object are one: a change is proposed or applied, and stays. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A change of the register (登记变更): proposed, applied or declined. The applied changes of an object are its history. For readers of its site. docs/domain.md row 14.',
})
@Entity('register_change')
@Index('ix_register_change_object', ['objectId', 'proposedAt', 'id'])
@Index('ix_register_change_state', ['state', 'proposedAt', 'id'])
@Index('ix_register_change_proposed', ['proposedAt', 'id'])
export class RegisterChange {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'object_id' })
  objectId!: string;

  @Field(() => RegisterChangeKind, { description: 'The kind of change (变更类别).' })
  @TextColumn(16)
  kind!: RegisterChangeKind;

  @Field(() => RegisterChangeState, { description: 'The state (状态).' })
  @TextColumn(16)
  state!: RegisterChangeState;

  @Field(() => Int, { description: 'Counts the changes of this change, from 1.' })
  @IntegerColumn()
  version!: number;

  /** The version of the object that it was made for; 0 for one that is not registered yet. */
  @IntegerColumn({ name: 'base_version' })
  baseVersion!: number;

  @JsonColumn()
  attributes!: ObjectAttributes;

  @JsonListColumn(MOST_DIFFERENCES)
  differences!: Difference[];

  @Field(() => String, { nullable: true, description: 'The note of the proposer (说明); null without one.' })
  @LongTextColumn({ nullable: true })
  note!: string | null;

  /** Where the object is by this change: for the row rule. */
  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  @TextColumn(18, { name: 'enterprise_code', nullable: true })
  enterpriseCode!: string | null;

  @TextColumn(64, { name: 'proposed_by', nullable: true })
  proposedBy!: string | null;

  @Field(() => Date, { description: 'When it was proposed, or made directly, UTC.' })
  @InstantColumn({ name: 'proposed_at' })
  proposedAt!: Date;

  @TextColumn(64, { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was decided, or made directly, UTC; null while it waits.',
  })
  @InstantColumn({ name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The note of the decision (审核说明); null without one.',
  })
  @LongTextColumn({ name: 'decision_note', nullable: true })
  decisionNote!: string | null;
}
