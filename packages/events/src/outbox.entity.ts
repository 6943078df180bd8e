import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  IntegerColumn,
  JsonColumn,
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
