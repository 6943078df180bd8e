import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { Database } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { silentLogger } from '@ecogrid/service';
import { eventually } from '@ecogrid/service/testing';
import { EventConsumer } from '../consumer.ts';
import type { DatabaseEventLog } from '../database-event-log.ts';
import { openEventStream } from '../event-stream.ts';
import { OwnNatsServer, anyEvent, natsServers } from '../testing.ts';
import type { EventsOptions, NatsEvents } from './connection.ts';
import { Opened, collect, freshSource, numberOf, announce, upTo, reached } from './events.fixture.ts';

const SQLITE = testEngines()[0];
const servers = natsServers();

(servers.length > 0 ? describe.each(servers) : describe.skip.each([['no NATS', ''] as const]))(
  'the event log on %s',
  (_name, url) => {
    const opened = new Opened();
    let source: string;
    let database: Database;
    let log: DatabaseEventLog;

    /** The subgraph that owns the events, relaying them. */
    function owner(server: string, more: Partial<EventsOptions> = {}): NatsEvents {
      const events = opened.events(server, more);
      events.relay({ log, database });
      return events;
    }

    async function managerOf(server: string): Promise<JetStreamManager> {
      const connection = await connect({ servers: server });
      opened.add(() => connection.close());
      return jetstreamManager(connection);
    }

    beforeEach(async () => {
      source = freshSource();
      database = await opened.database((await SQLITE?.freshUrl()) ?? '');
      log = await opened.databaseLog(database, source);
    });
    afterEach(() => opened.closeAll());

    test('replays from a cursor and follows live, 2,000 events without a gap or a repeat at the borders of batches', async () => {
      const events = owner(url, { recent: 64 });
      const reader = await reached(events, source);
      const start = reader.cursors.encode(0);
      await announce(database, log, 'x', ...upTo(1_000));
      await eventually(() => reader.head === 1_000);
      const writing = (async () => {
        for (let number = 1_000; number < 2_000; number += 50)
          await announce(database, log, 'x', ...upTo(50, number));
      })();
      const streams = await Promise.all(
        [0, 1, 199, 200, 201, 935, 936, 937, 999, 1_000].map(async (position) => {
          const after = position === 0 ? start : reader.cursors.encode(position);
          return [position, await openEventStream(reader, { filter: {}, after })] as const;
        }),
      );
      for (const [position, stream] of streams)
        expect(await collect(stream, 2_000 - position)).toEqual(upTo(2_000 - position, position));
      await writing;
    });

    test.each([
      ['near', 0],
      ['far, and few among many', 2_200],
    ])('finds events by topic and by channel, with any letters in them: %s', async (_distance, others) => {
      const reader = owner(url, { recent: 1 }).log(source);
      const channels = ['', '_', 'a.b', 'a b', '330282-03', '网格', '*', '=5F', 'x>'];
      const found = async (...wanted: Parameters<typeof reader.read>): Promise<unknown> => {
        const { events, through } = await reader.read(...wanted);
        return [events.map(numberOf), events[0]?.channel, through];
      };
      for (const [index, channel] of channels.entries()) await announce(database, log, channel, index);
      await announce(database, log, 'others', ...Array.from({ length: others }, () => 100));
      await announce(database, log, 'a.b', 102);
      const head = channels.length + others + 1;
      await eventually(() => reader.head === head);
      for (const [index, channel] of channels.entries()) {
        const numbers = channel === 'a.b' ? [index, 102] : [index];
        expect(await found(0, { channels: [channel] }, 10)).toEqual([numbers, channel, head]);
      }
      expect(await found(0, { channels: ['a.b'] }, 1)).toEqual([[2], 'a.b', 3]);
      expect(await found(0, { topics: ['Odd'] }, 10)).toEqual([[1, 3, 5, 7], '_', head]);
      expect(await found(0, { topics: ['None'] }, 10)).toEqual([[], undefined, head]);
      const several = await reader.read(0, { topics: ['Odd', 'Even'], channels: ['_', '*'] }, 2);
      expect(several.events.map(numberOf)).toEqual([1, 6]);
    });

    test('gives one cursor the same meaning in every process, also in one that is behind', async () => {
      const events = owner(url);
      const reader = await reached(events, source);
      const other = await reached(opened.events(url), source);
      const reading = openEventStream(reader, { filter: {} });
      await announce(database, log, 'x', 1, 2, 3);
      await eventually(() => reader.head === 3);
      await (await reading).return?.();
      const stream = await openEventStream(other, { filter: {}, after: reader.cursors.encode(2) });
      expect(await collect(stream, 1)).toEqual([3]);
      const ahead = openEventStream(other, { filter: {}, after: reader.cursors.encode(99) });
      await expect(ahead).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
        extensions: { details: { reason: 'FUTURE' } },
      });
    });

    test('refuses cursors and ends readers of a stream that was recreated, and reads the new stream', async () => {
      const events = owner(url);
      const reader = await reached(events, source);
      await announce(database, log, 'x', 1, 2, 3);
      await eventually(() => reader.head === 3);
      const [cursor, waiting] = [reader.cursors.encode(1), await openEventStream(reader, { filter: {} })];
      const pending = waiting.next();
      const foreign = { code: 'CURSOR_INVALID', extensions: { details: { reason: 'FOREIGN' } } };
      const refusal = expect(pending).rejects.toMatchObject(foreign);
      await (await managerOf(url)).streams.delete(`ECOGRID_${source}`);
      await announce(database, log, 'x', 4);
      await refusal;
      await expect(openEventStream(reader, { filter: {}, after: cursor })).rejects.toMatchObject(foreign);
      const anew = await openEventStream(reader, { filter: {}, after: reader.cursors.encode(0) });
      expect(await collect(anew, 4)).toEqual([1, 2, 3, 4]);
    });

    test('continues when the server has deleted its consumer without notice', async () => {
      const events = owner(url);
      const stream = await openEventStream(await reached(events, source), { filter: {} });
      await announce(database, log, 'x', 1);
      expect(await collect(stream, 1)).toEqual([1]);
      const manager = await managerOf(url);
      const name = `ECOGRID_${source}`;
      for await (const { name: consumer } of manager.consumers.list(name))
        await manager.consumers.delete(name, consumer);
      await announce(database, log, 'x', 2, 3);
      expect(await collect(stream, 2)).toEqual([2, 3]);
    });

    test('loses and repeats nothing while the server is killed and restarted under load', async () => {
      const server = await new OwnNatsServer().start();
      opened.add(() => server.remove());
      const listener = await reached(opened.events(server.url), source);
      owner(server.url);
      const stream = await openEventStream(listener, { filter: {} });
      const all = collect(stream, 1_200);
      for (let number = 0; number < 1_200; number += 10) {
        await announce(database, log, 'x', ...upTo(10, number));
        if (number === 300 || number === 700) {
          await eventually(() => listener.head >= number - 100);
          await server.kill();
        }
        if (number === 500 || number === 800) await server.start();
      }
      expect(await all).toEqual(upTo(1_200));
      const replayed = await openEventStream(listener, { filter: {}, after: listener.cursors.encode(0) });
      expect(await collect(replayed, 1_200)).toEqual(upTo(1_200));
    });

    test('opens before the server is there: refuses readers, keeps announced events, and publishes them once the server is there', async () => {
      const server = await new OwnNatsServer().start();
      opened.add(() => server.remove());
      await server.kill();
      const events = owner(server.url);
      const reader = events.log(source);
      const refusal = { code: 'EVENTS_UNAVAILABLE' };
      await expect(openEventStream(reader, { filter: {} })).rejects.toMatchObject(refusal);
      expect(() => reader.cursors.encode(0)).toThrow(expect.objectContaining(refusal));
      await announce(database, log, 'x', ...upTo(5));
      expect([events.trouble, reader.head]).toEqual([expect.stringContaining('NATS cannot be reached'), -1]);
      await server.start();
      await eventually(() => reader.head === 5);
      const stream = await openEventStream(reader, { filter: {}, after: reader.cursors.encode(0) });
      expect(await collect(stream, 5)).toEqual(upTo(5));
      expect(events.trouble).toBeUndefined();
    });

    test('closes at once when the server was never there', async () => {
      const server = await new OwnNatsServer().start();
      opened.add(() => server.remove());
      await server.kill();
      const events = owner(server.url);
      await announce(database, log, 'x', 1);
      const began = Date.now();
      await events.close();
      expect(Date.now() - began).toBeLessThan(1_000);
    });

    test('closes at once while the server is away, and keeps unpublished events', async () => {
      const server = await new OwnNatsServer().start();
      opened.add(() => server.remove());
      const events = opened.events(server.url);
      const relay = events.relay({ log, database });
      const reader = await reached(events, source);
      await server.kill();
      await eventually(() => events.trouble !== undefined);
      await announce(database, log, 'x', ...upTo(5));
      await eventually(() => relay.lag() === 5);
      const began = Date.now();
      await events.close();
      expect(Date.now() - began).toBeLessThan(1_000);
      await server.start();
      const next = opened.events(server.url);
      next.relay({ log, database });
      const stream = await openEventStream(await reached(next, source), {
        filter: {},
        after: reader.cursors.encode(0),
      });
      expect(await collect(stream, 5)).toEqual(upTo(5));
    });

    test('hands a consumer in another database each event once, across restarts and a stream made anew', async () => {
      owner(url);
      const target = await opened.database((await SQLITE?.freshUrl()) ?? '');
      const peer = await reached(opened.events(url), source);
      const taken: number[] = [];
      const consume = (): EventConsumer => {
        const consumer = new EventConsumer({
          name: 'reader',
          database: target,
          topics: ['Odd'],
          logger: silentLogger,
          misfitOf: anyEvent,
          handle: async (event) => void target.afterCommit(() => taken.push(numberOf(event))),
        });
        consumer.start(peer);
        opened.add(() => consumer.stop());
        return consumer;
      };
      const first = consume();
      await announce(database, log, 'x', 1, 2, 3);
      await eventually(() => taken.length === 2);
      await first.stop();
      await announce(database, log, 'x', 4, 5);
      consume();
      await announce(database, log, 'x', 6, 7);
      await eventually(() => taken.length === 4);
      expect(taken).toEqual([1, 3, 5, 7]);
      await (await managerOf(url)).streams.delete(`ECOGRID_${source}`);
      await announce(database, log, 'x', 9);
      await eventually(() => taken.includes(9));
      expect(taken).toEqual([1, 3, 5, 7, 1, 3, 5, 7, 9]);
    });
  },
);
