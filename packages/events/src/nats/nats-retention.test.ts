import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { Database } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { eventually } from '@ecogrid/service/testing';
import type { DatabaseEventLog } from '../database-event-log.ts';
import { openEventStream } from '../event-stream.ts';
import { natsServers } from '../testing.ts';
import { Opened, collect, freshSource, announce, upTo, reached } from './events.fixture.ts';

const SQLITE = testEngines()[0];
const servers = natsServers();

(servers.length > 0 ? describe.each(servers) : describe.skip.each([['no NATS', ''] as const]))(
  'events that %s no longer keeps',
  (_name, url) => {
    const opened = new Opened();
    let source: string;
    let database: Database;
    let log: DatabaseEventLog;
    let manager: JetStreamManager;

    beforeEach(async () => {
      source = freshSource();
      database = await opened.database((await SQLITE?.freshUrl()) ?? '');
      log = await opened.databaseLog(database, source);
      const connection = await connect({ servers: url });
      opened.add(() => connection.close());
      manager = await jetstreamManager(connection);
    });
    afterEach(() => opened.closeAll());

    test('refuses a cursor whose events are no longer kept, at the start and to a reader that falls behind', async () => {
      const events = opened.events(url, { recent: 4 });
      events.relay({ log, database });
      const reader = await reached(events, source);
      const slow = await openEventStream(reader, { filter: {}, after: reader.cursors.encode(0) });
      await announce(database, log, 'x', ...upTo(50));
      await eventually(() => reader.head === 50);
      await manager.streams.purge(`ECOGRID_${source}`, { seq: 31 });
      const expired = {
        code: 'CURSOR_EXPIRED',
        extensions: { details: { restartFrom: reader.cursors.encode(30) } },
      };
      await expect(
        openEventStream(reader, { filter: {}, after: reader.cursors.encode(29) }),
      ).rejects.toMatchObject(expired);
      await expect(slow.next()).rejects.toMatchObject(expired);
      const kept = await openEventStream(reader, { filter: {}, after: reader.cursors.encode(30) });
      expect(await collect(kept, 20)).toEqual(upTo(20, 30));
    });

    test('notifies a live reader when events were dropped before its process received them', async () => {
      const events = opened.events(url, { watchdogMs: 2_000 });
      const relay = events.relay({ log, database });
      const reader = await reached(events, source);
      const stream = await openEventStream(reader, { filter: {} });
      await announce(database, log, 'x', 1);
      expect(await collect(stream, 1)).toEqual([1]);
      const name = `ECOGRID_${source}`;
      for await (const { name: consumer } of manager.consumers.list(name))
        await manager.consumers.delete(name, consumer);
      await announce(database, log, 'x', 2, 3, 4, 5);
      await eventually(() => relay.published === 5);
      await manager.streams.purge(name, { seq: 4 });
      await expect(stream.next()).rejects.toMatchObject({
        code: 'CURSOR_EXPIRED',
        extensions: { details: { restartFrom: reader.cursors.encode(3) } },
      });
    });

    test.each([
      ['age', { maxAgeMs: 1_000 }],
      ['size', { maxBytes: 65_536 }],
    ])(
      'keeps no more than the configured limit, by %s, and refuses older cursors',
      async (_what, retention) => {
        const reader = await reached(opened.events(url), source);
        const events = opened.events(url, { retention });
        const relay = events.relay({ log, database });
        const cursor = reader.cursors.encode(0);
        await announce(database, log, 'x', ...upTo(1_000));
        await eventually(() => relay.published === 1_000 && reader.head === 1_000);
        await eventually(async () => (await reader.first()) > 1);
        const resuming = openEventStream(reader, { filter: {}, after: cursor });
        await expect(resuming).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
        await announce(database, log, 'x', 1_000);
        const { restartFrom } = (await resuming.catch(
          (error: { extensions: { details: { restartFrom: string } } }) => error.extensions.details,
        )) as { restartFrom: string };
        expect(reader.cursors.decode(restartFrom)).toBeGreaterThan(0);
        await eventually(() => reader.head === 1_001);
        const live = await openEventStream(reader, { filter: {}, after: reader.cursors.encode(1_000) });
        expect(await collect(live, 1)).toEqual([1_000]);
      },
    );
  },
);
