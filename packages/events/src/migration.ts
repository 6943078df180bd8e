import { randomBytes } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import { columns, type DatabaseModel } from '@ecogrid/database';
import { ConsumerPosition, LogIdentityRow, OutboxRow, ParkedEvent } from './outbox.entity.ts';

/** The entities that a database with an event log has. */
export const EVENT_ENTITIES: DatabaseModel['entities'] = [
  OutboxRow,
  LogIdentityRow,
  ConsumerPosition,
  ParkedEvent,
];

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, text, uuid } = columns;

/** For the first migration of a database that publishes or consumes events. */
export async function createEventTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'event_log',
    [
      primaryUuid(),
      integer('position', nullable),
      text('topic', 64),
      text('channel', 64),
      uuid('aggregate_id'),
      json('payload'),
      instant('occurred_at'),
    ],
    { ux_event_log_position: ['position'], ix_event_log_topic: ['topic', 'position'] },
  );
  await createTable(runner, 'event_log_identity', [
    integer('id', { isPrimary: true }),
    text('epoch', 32),
    text('secret', 64),
  ]);
  await createConsumerTables(runner);
  const identity = { id: 1, epoch: randomBytes(8).toString('hex'), secret: randomBytes(32).toString('hex') };
  await runner.manager.insert(LogIdentityRow, identity);
}

async function createConsumerTables(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'consumer_position', [
    text('consumer', 64, { isPrimary: true }),
    text('source', 32, { isPrimary: true }),
    text('epoch', 32),
    integer('position'),
  ]);
  await createTable(runner, 'parked_event', [
    text('consumer', 64, { isPrimary: true }),
    uuid('event_id', { isPrimary: true }),
    text('source', 32),
    integer('position'),
    text('topic', 64),
    text('channel', 64),
    uuid('aggregate_id'),
    json('payload'),
    instant('occurred_at'),
    longText('reason'),
    flag('is_replay_asked'),
  ]);
}
