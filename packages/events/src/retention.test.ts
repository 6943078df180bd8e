import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Database } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { silentLogger } from '@ecogrid/service';
import { eventually } from '@ecogrid/service/testing';
import { EventConsumer } from './consumer.ts';
import { DatabaseEventLog } from './database-event-log.ts';
import type { LoggedEvent } from './event.ts';
import { openEventStream } from './event-stream.ts';
import { Opened, collect, numberOf, announce, upTo } from './nats/events.fixture.ts';
import { anyEvent } from './testing.ts';

/** All events of the fixture happen on 1 March. */
const LATER = new Date('2026-03-02T00:00:00.000Z');
const MANY = 1_000;

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'dropping old events on %s',
  (_name, engine) => {
    const opened = new Opened();
    let database: Database;
    let log: DatabaseEventLog;
    /** Few are in memory, so that reading asks the database. */
    const openLog = async (): Promise<DatabaseEventLog> => {
      const fresh = await DatabaseEventLog.open({
        database,
        source: 'tests',
        logger: silentLogger,
        misfitOf: anyEvent,
        recent: 1,
      });
      opened.add(() => fresh.close());
      return fresh;
    };

    beforeEach(async () => {
      database = await opened.database(await engine.freshUrl());
      log = await openLog();
    });
    afterEach(() => opened.closeAll());
    const announced = async (count: number, first = 0): Promise<void> => {
      const { head } = log;
      await announce(database, log, 'x', ...upTo(count, first));
      await eventually(() => log.head === head + count);
    };

    test('refuses an expired cursor with the oldest that can be resumed, at the start and to a reader behind', async () => {
      const behind = await openEventStream(log, { filter: {} });
      await announced(30);
      expect(await log.prune(LATER, 20)).toBe(20);
      const expired = {
        code: 'CURSOR_EXPIRED',
        extensions: { details: { restartFrom: log.cursors.encode(20) } },
      };
      await expect(behind.next()).rejects.toMatchObject(expired);
      const resuming = openEventStream(log, { filter: {}, after: log.cursors.encode(19) });
      await expect(resuming).rejects.toMatchObject(expired);
      const kept = await openEventStream(log, { filter: {}, after: log.cursors.encode(20) });
      expect(await collect(kept, 10)).toEqual(upTo(10, 20));
    });

    test('refuses no reader of a topic without new events: its position has advanced with the log', async () => {
      const quiet = await openEventStream(log, { filter: { topics: ['Odd'] } });
      let through = -1;
      const read = log.read.bind(log);
      jest.spyOn(log, 'read').mockImplementation(async (after, filter, limit) => {
        if (after < through) throw new Error('the reader read the same events twice');
        ({ through } = await read(after, filter, limit));
        return { events: [], through };
      });
      const next = quiet.next();
      for (let number = 0; number < 20; number += 2) await announced(1, number);
      await Promise.race([next, eventually(() => through === log.head)]);
      jest.restoreAllMocks();
      expect(await log.prune(LATER, MANY)).toBe(9);
      await announced(1, 21);
      expect(numberOf((await next).value as LoggedEvent)).toBe(21);
    });

    test('keeps the newest event, so that no position is assigned twice, also after a restart', async () => {
      await announced(5);
      expect(await log.prune(LATER, MANY)).toBe(4);
      expect(await log.prune(LATER, MANY)).toBe(0);
      await log.close();
      log = await openLog();
      await announced(1, 5);
      expect([await log.first(), log.head]).toEqual([5, 6]);
    });

    test('keeps events that are not older than the moment, and all later ones', async () => {
      await announced(5);
      expect(await log.prune(new Date('2026-03-01T00:00:00.000Z'), MANY)).toBe(0);
    });

    test('keeps the events that a holder needs, and all events while the position of a holder is unknown', async () => {
      await announced(9);
      const first = log.hold(() => 7);
      const unknown = log.hold(() => undefined);
      expect(await log.prune(LATER, MANY)).toBe(0);
      unknown();
      expect(await log.prune(LATER, MANY)).toBe(7);
      first();
      expect(await log.prune(LATER, MANY)).toBe(1);
    });

    test('drops nothing that a consumer has not taken, however long it fails', async () => {
      const taken: number[] = [];
      let isFailing = true;
      const consumer = new EventConsumer({
        name: 'reader',
        database,
        topics: ['Odd', 'Even'],
        logger: silentLogger,
        misfitOf: anyEvent,
        handle: async (event) => {
          if (numberOf(event) === 4 && isFailing) throw new Error('not yet');
          database.afterCommit(() => taken.push(numberOf(event)));
        },
      });
      consumer.start(log);
      opened.add(() => consumer.stop());
      await announced(9);
      await eventually(() => taken.length === 4);
      await log.prune(LATER, MANY);
      isFailing = false;
      await eventually(() => taken.length === 9);
      expect(taken).toEqual(upTo(9));
      await eventually(async () => (await log.prune(LATER, MANY), (await log.first()) === 9));
    });
  },
);
