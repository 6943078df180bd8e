import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { eventually } from '@ecogrid/service/testing';
import type { DatabaseEventLog } from './database-event-log.ts';
import { openEventStream } from './event-stream.ts';
import { Opened, collect, announce, upTo } from './nats/events.fixture.ts';

interface Process {
  readonly database: Database;
  readonly log: DatabaseEventLog;
}

/** A database in a file belongs to one process. */
const servers = testEngines().filter(({ name }) => name !== 'sqlite');

(servers.length > 0
  ? describe.each(servers)
  : describe.skip.each([{ name: 'none', freshUrl: () => Promise.resolve('') }]))(
  'two processes on one database of $name',
  (engine) => {
    const opened = new Opened();
    let one: Process;
    let other: Process;

    beforeEach(async () => {
      const url = await engine.freshUrl();
      const process = async (): Promise<Process> => {
        const database = await opened.database(url);
        return { database, log: await opened.databaseLog(database, 'tests') };
      };
      one = await process();
      other = await process();
    });
    afterEach(() => opened.closeAll());

    test('give each event one position, and both see all in the same order', async () => {
      const count = 150;
      const streams = await Promise.all([one, other].map(({ log }) => openEventStream(log, { filter: {} })));
      const writing = [one, other].map(async ({ database, log }, index) => {
        for (let number = 0; number < count; number += 1)
          await announce(database, log, 'x', 1_000 * index + number);
      });
      const [seen = [], alsoSeen = []] = await Promise.all(
        streams.map((stream) => collect(stream, 2 * count)),
      );
      await Promise.all(writing);
      expect(alsoSeen).toEqual(seen);
      expect(seen.filter((number) => number < 1_000)).toEqual(upTo(count));
      expect(seen.filter((number) => number >= 1_000)).toEqual(upTo(count, 1_000));
      expect(await one.log.read(0, {}, 1_000)).toMatchObject({ through: 2 * count });
    });

    test('take each other’s cursors at once, and refuse one that neither gave', async () => {
      await announce(one.database, one.log, 'x', 1, 2, 3);
      await eventually(() => one.log.head === 3);
      const after = one.log.cursors.encode(2);
      expect(await collect(await openEventStream(other.log, { filter: {}, after }), 1)).toEqual([3]);
      const ahead = openEventStream(other.log, { filter: {}, after: one.log.cursors.encode(4) });
      await expect(ahead).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
        extensions: { details: { reason: 'FUTURE', restartFrom: other.log.cursors.encode(3) } },
      });
    });
  },
);
