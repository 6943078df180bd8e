import { randomBytes } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database } from '@ecogrid/database';
import { silentLogger } from '@ecogrid/service';
import { DatabaseEventLog } from '../database-event-log.ts';
import type { LoggedEvent } from '../event.ts';
import { EVENT_ENTITIES, createEventTables } from '../migration.ts';
import { connectEvents, type EventsOptions, type NatsEvents } from './connection.ts';
import { anyEvent } from '../testing.ts';
import type { NatsEventLog } from './nats-event-log.ts';

class CreateEvents1767225600000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createEventTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('event_log');
  }
}

/** The things that a test opens, closed in the other order at its end. */
export class Opened {
  private readonly closers: Array<() => Promise<unknown>> = [];

  add(close: () => Promise<unknown>): void {
    this.closers.push(close);
  }

  async closeAll(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }

  async database(url: string): Promise<Database> {
    const database = await Database.open({
      url,
      entities: EVENT_ENTITIES,
      migrations: [CreateEvents1767225600000],
    });
    this.add(() => database.close());
    return database;
  }

  /** @param recent how many events it finds in memory; absent: as many as usual. */
  async databaseLog(database: Database, source: string, recent?: number): Promise<DatabaseEventLog> {
    const options = { database, source, logger: silentLogger, misfitOf: anyEvent };
    const log = await DatabaseEventLog.open(recent === undefined ? options : { ...options, recent });
    this.add(() => log.close());
    return log;
  }

  events(url: string, more: Partial<EventsOptions> = {}): NatsEvents {
    const options = {
      name: 'test',
      secret: 'a secret that all share',
      logger: silentLogger,
      watchdogMs: 300,
      ...more,
    };
    const events = connectEvents(url, options);
    this.add(() => events.close());
    return events;
  }
}

/** A source's events, once the servers have been reached. */
export async function reached(events: NatsEvents, source: string): Promise<NatsEventLog> {
  const log = events.log(source);
  await log.advanced(-1, new AbortController().signal);
  return log;
}

export const freshSource = (): string => `t${randomBytes(5).toString('hex')}`;

/** Announces numbers as events, in one transaction; even and odd ones are different topics. */
export function announce(
  database: Database,
  log: DatabaseEventLog,
  channel: string,
  ...numbers: number[]
): Promise<string[]> {
  return database.transaction(() =>
    log.outbox.announce(
      ...numbers.map((number) => ({
        topic: number % 2 === 0 ? 'Even' : 'Odd',
        channel,
        aggregateId: 'a',
        payload: { number },
        occurredAt: new Date('2026-03-01T00:00:00.000Z'),
      })),
    ),
  );
}

export const numberOf = ({ payload }: LoggedEvent): number => payload['number'] as number;

export const upTo = (count: number, first = 0): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** The numbers of the next events of a stream. */
export async function collect(stream: AsyncIterator<LoggedEvent>, count: number): Promise<number[]> {
  const numbers: number[] = [];
  while (numbers.length < count) numbers.push(numberOf((await stream.next()).value as LoggedEvent));
  return numbers;
}
