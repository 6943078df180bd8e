import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';

/**
 * The transactional outbox and the event log in one table. A row is written in the transaction of the change that it
 * tells of, without a position; once that is committed the sequencer gives it the next one. Order of positions is
 * therefore order of commitment, and a transaction that commits late is never behind a reader.
 */
@Entity('event_log')
@Index('ux_event_log_position', ['position'], { unique: true })
@Index('ix_event_log_topic', ['topic', 'position'])
export class OutboxRow {
  @PrimaryUuid()
  id!: string;

  @IntegerColumn({ nullable: true })
  position!: number | null;

  @TextColumn(64)
  topic!: string;

  @TextColumn(64)
  channel!: string;

  @UuidColumn({ name: 'aggregate_id' })
  aggregateId!: string;

  @JsonColumn()
  payload!: object;

  @InstantColumn({ name: 'occurred_at' })
  occurredAt!: Date;
}

/** The log's identity: one row, made with the database. */
@Entity('event_log_identity')
export class LogIdentityRow {
  @IntegerColumn({ primary: true })
  id!: number;

  @TextColumn(32)
  epoch!: string;

  @TextColumn(64)
  secret!: string;
}

/** An event that did not fit its contract when a consumer took it: kept until it is replayed or deleted. */
@Entity('parked_event')
export class ParkedEvent {
  @TextColumn(64, { primary: true })
  consumer!: string;

  @UuidColumn({ name: 'event_id', primary: true })
  eventId!: string;

  @TextColumn(32)
  source!: string;

  @IntegerColumn()
  position!: number;

  @TextColumn(64)
  topic!: string;

  @TextColumn(64)
  channel!: string;

  @UuidColumn({ name: 'aggregate_id' })
  aggregateId!: string;

  @JsonColumn()
  payload!: object;

  @InstantColumn({ name: 'occurred_at' })
  occurredAt!: Date;

  @LongTextColumn()
  reason!: string;

  /** An operator sets it; the consumer takes the event again, and clears it when the event still cannot be taken. */
  @FlagColumn({ name: 'is_replay_asked' })
  isReplayAsked!: boolean;
}

/** How far a consumer has taken a source's log; written in the transaction of the effects. */
@Entity('consumer_position')
export class ConsumerPosition {
  @TextColumn(64, { primary: true })
  consumer!: string;

  @TextColumn(32, { primary: true })
  source!: string;

  @TextColumn(32)
  epoch!: string;

  @IntegerColumn()
  position!: number;
}
