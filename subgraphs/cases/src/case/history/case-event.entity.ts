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
import { RoleName } from '@ecogrid/subgraph';
import {
  ActorKind,
  EventThing,
  HistoryActions,
  HistoryChannel,
  HistoryState,
  type HistoryAction,
} from './history.vocabulary.ts';

@ObjectType({
  description:
    'One line of the history of a case (事件处理信息动态录入): appended, never edited, each chained to the one before. docs/domain.md row 15.',
})
@Entity('case_event')
@Index('ux_case_event_sequence', ['caseId', 'sequence'], { unique: true })
export class CaseEvent {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @Field(() => Int, {
    description: 'Counts the lines of the case, from 1; a gap is a line that the reader may not see.',
  })
  @IntegerColumn()
  sequence!: number;

  @Field(() => Date, { description: 'When, UTC.' })
  @InstantColumn()
  at!: Date;

  @Field(() => ActorKind, { description: 'The kind of the actor (操作者类别).' })
  @TextColumn(16, { name: 'actor_kind' })
  actorKind!: keyof typeof ActorKind;

  @TextColumn(64, { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Field(() => RoleName, {
    nullable: true,
    description: 'The role by which the actor could do it; null for automatic steps, and for services.',
  })
  @TextColumn(24, { name: 'actor_role', nullable: true })
  actorRole!: string | null;

  @Field(() => HistoryChannel, { description: 'The origin of the change (操作渠道).' })
  @TextColumn(32)
  channel!: keyof typeof HistoryChannel;

  @Field(() => EventThing, {
    description:
      'The changed object: the case, one of its tickets or reports, or an attached photo (变更对象).',
  })
  @TextColumn(16)
  thing!: keyof typeof EventThing;

  @Field(() => ID, { description: 'The id of the changed thing.' })
  @UuidColumn({ name: 'thing_id' })
  thingId!: string;

  @Field(() => HistoryActions, { description: 'The recorded action (操作).' })
  @TextColumn(32)
  action!: HistoryAction;

  @Field(() => HistoryState, {
    nullable: true,
    description: 'The state before; null for a thing that was created.',
  })
  @TextColumn(24, { name: 'from_state', nullable: true })
  from!: string | null;

  @Field(() => HistoryState, { description: 'The state after.' })
  @TextColumn(24, { name: 'to_state' })
  to!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The note of the change, such as a reason (说明); null without a note.',
  })
  @LongTextColumn({ nullable: true })
  note!: string | null;

  @TextColumn(64, { name: 'previous_hash' })
  previousHash!: string;

  @Field(() => String, {
    description: 'SHA-256 over the hash of the line before and this line, hexadecimal.',
  })
  @TextColumn(64)
  hash!: string;
}

/** The end of each chain: one row that appending locks, so that two changes at once stand one after the other. */
@Entity('case_history_head')
export class CaseHistoryHead {
  @PrimaryUuid({ name: 'case_id' })
  caseId!: string;

  @IntegerColumn()
  sequence!: number;

  @TextColumn(64)
  hash!: string;
}
