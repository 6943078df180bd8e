import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database, countingStatements, type Statement } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { silentLogger } from '@ecogrid/service';
import {
  DatabaseEventLog,
  EVENT_ENTITIES,
  EventConsumer,
  createEventTables,
  openEventStream,
  type LoggedEvent,
  type NewEvent,
} from './index.ts';
import { OutboxRepository } from './outbox.repository.ts';
import { anyEvent } from './testing.ts';

class CreateEvents1767225600000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createEventTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('event_log');
  }
}

const happened = (channel: string, number: number): NewEvent => ({
  topic: number % 2 === 0 ? 'Even' : 'Odd',
  channel,
  aggregateId: 'a',
  payload: { number },
  occurredAt: new Date('2026-03-01T00:00:00.000Z'),
});

async function collect(stream: AsyncIterator<LoggedEvent>, count: number): Promise<unknown[]> {
  const numbers: unknown[] = [];
  while (numbers.length < count) numbers.push(((await stream.next()).value as LoggedEvent).payload['number']);
  return numbers;
}

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'the event log on %s',
  (_name, engine) => {
    let database: Database;
    let log: DatabaseEventLog;
    const openLog = (): Promise<DatabaseEventLog> =>
      DatabaseEventLog.open({
        database,
        source: 'tests',
        logger: silentLogger,
        misfitOf: anyEvent,
        recent: 8,
      });

    beforeEach(async () => {
      const url = await engine.freshUrl();
      database = await Database.open({
        url,
        entities: EVENT_ENTITIES,
        migrations: [CreateEvents1767225600000],
      });
      log = await openLog();
    });
    afterEach(async () => {
      await log.close();
      await database.close();
    });
    const announce = (channel: string, ...numbers: number[]): Promise<unknown> =>
      database.transaction(() => log.outbox.announce(...numbers.map((number) => happened(channel, number))));

    test('has the schema that its entities describe', async () => {
      expect(await database.drift()).toEqual([]);
    });

    test('replays the events after a cursor, from memory and from the database, then follows live', async () => {
      const stream = await openEventStream(log, { filter: { channels: ['x'] } });
      const start = log.cursors.encode(log.head);
      for (let number = 0; number < 30; number += 1) await announce(number % 3 === 0 ? 'x' : 'y', number);
      expect(await collect(stream, 10)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
      const resumed = await openEventStream(log, { filter: { channels: ['x'] }, after: start });
      const all = collect(resumed, 11);
      await announce('x', 100);
      expect(await all).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 100]);
      await Promise.all([stream.return?.(), resumed.return?.()]);
    });

    test('finds a rare topic by its index', async () => {
      if (engine.name !== 'sqlite') return; // A server plans by the rows that are there.
      const sent: Statement[] = [];
      const repository = new OutboxRepository(database);
      const rare = { topics: ['Rare'] };
      await countingStatements({ statements: 0, sent }, () => repository.read(0, rare, 200, 64_000));
      const [{ text, parameters } = { text: '', parameters: [] }] = sent;
      const plan: unknown = await database.manager.query(`EXPLAIN QUERY PLAN ${text}`, [...parameters]);
      expect(plan).toMatchObject([
        { detail: expect.stringMatching(/USING INDEX ix_event_log_topic \(topic=\? AND position>/) },
      ]);
    });

    test('tells nothing of a transaction that rolled back', async () => {
      const stream = await openEventStream(log, { filter: {} });
      const failing = database.transaction(async () => {
        await log.outbox.announce(happened('x', 1));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await announce('x', 2);
      expect(await collect(stream, 1)).toEqual([2]);
      await stream.return?.();
    });

    test('never skips an event whose transaction began first and committed last', async () => {
      if (engine.name === 'sqlite') return; // One writer: the second would wait for the first.
      const stream = await openEventStream(log, { filter: {} });
      let commit = (): void => undefined;
      const late = database.transaction(async () => {
        await log.outbox.announce(happened('x', 1));
        await new Promise<void>((resolve) => (commit = resolve));
      });
      await announce('x', 2);
      expect(await collect(stream, 1)).toEqual([2]);
      commit();
      await late;
      expect(await collect(stream, 1)).toEqual([1]);
      await stream.return?.();
    });

    test('ends a stream at once while it waits for an event', async () => {
      const stream = await openEventStream(log, { filter: {} });
      const pending = stream.next();
      await stream.return?.();
      expect(await pending).toEqual({ done: true, value: undefined });
    });

    test('refuses a cursor that was altered, is of another log, or lies ahead', async () => {
      await announce('x', 1);
      await collect(await openEventStream(log, { filter: {}, after: log.cursors.encode(0) }), 1);
      const text = Buffer.from(log.cursors.encode(1), 'base64url').toString();
      const altered = (change: (text: string) => string): string =>
        Buffer.from(change(text)).toString('base64url');
      const reasons = {
        TAMPERED: altered((t) => t.replace('.1.', '.0.')),
        FOREIGN: altered((t) => t.replace('tests', 'other')),
        FUTURE: log.cursors.encode(99),
      };
      for (const [reason, after] of Object.entries(reasons)) {
        const opening = openEventStream(log, { filter: {}, after });
        await expect(opening).rejects.toMatchObject({
          code: 'CURSOR_INVALID',
          extensions: { details: { reason } },
        });
      }
      await expect(openEventStream(log, { filter: {}, after: 'nonsense' })).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
      });
    });

    test('finds after a restart an event that was committed without a position', async () => {
      await log.close();
      await announce('x', 7);
      log = await openLog();
      const stream = await openEventStream(log, { filter: {}, after: log.cursors.encode(0) });
      expect(await collect(stream, 1)).toEqual([7]);
      await stream.return?.();
    });

    test('hands a consumer each event once, across failures and restarts', async () => {
      const taken: unknown[] = [];
      let faults = 2;
      const start = (until: number): Promise<EventConsumer> =>
        new Promise((resolve) => {
          const consumer: EventConsumer = new EventConsumer({
            name: 'reader',
            database,
            topics: ['Odd'],
            logger: silentLogger,
            misfitOf: anyEvent,
            handle: async (event) => {
              if (event.payload['number'] === 3 && faults-- > 0) throw new Error('not yet');
              taken.push(event.payload['number']);
              database.afterCommit(() => event.payload['number'] === until && resolve(consumer));
            },
          });
          consumer.start(log);
        });
      await announce('x', 1, 2, 3, 4, 5);
      await (await start(5)).stop();
      await announce('x', 6, 7);
      await (await start(7)).stop();
      expect(taken).toEqual([1, 3, 5, 7]);
    });
  },
);
