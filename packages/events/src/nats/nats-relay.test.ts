import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { testEngines } from '@ecogrid/database/testing';
import type { Database } from '@ecogrid/database';
import { eventually } from '@ecogrid/service/testing';
import type { DatabaseEventLog } from '../database-event-log.ts';
import { openEventStream } from '../event-stream.ts';
import { ConsumerPosition } from '../outbox.entity.ts';
import { OwnNatsServer, natsServers } from '../testing.ts';
import type { NatsEvents } from './connection.ts';
import { Opened, collect, freshSource, announce, upTo, reached } from './events.fixture.ts';
import type { NatsRelay } from './nats-relay.ts';

const pairs = natsServers().flatMap(([, url]) =>
  testEngines().map((engine) => [engine.name, engine, url] as const),
);

/** Where the machine has no NATS server there are no rows, and `describe.each` takes none. */
(pairs.length > 0 ? describe.each(pairs) : describe.skip.each([['no NATS', testEngines()[0], ''] as const]))(
  'the relay from %s to NATS',
  (_name, engine, url) => {
    const opened = new Opened();
    let source: string;
    let database: Database;
    let log: DatabaseEventLog;
    let events: NatsEvents;
    let manager: JetStreamManager;
    let client: JetStreamClient;

    beforeEach(async () => {
      source = freshSource();
      database = await opened.database((await engine?.freshUrl()) ?? '');
      log = await opened.databaseLog(database, source);
      events = opened.events(url);
      const connection = await connect({ servers: url });
      opened.add(() => connection.close());
      manager = await jetstreamManager(connection);
      client = jetstream(connection);
    });
    afterEach(() => opened.closeAll());

    const relay = (from: NatsEvents = events): NatsRelay => from.relay({ log, database });
    const messages = async (): Promise<number> =>
      (await manager.streams.info(`ECOGRID_${source}`)).state.messages;
    /** Whether the server no longer knows the id of an event: then it minds the place, which is wrong. It stores neither. */
    const isForgotten = (msgID: string): Promise<boolean> =>
      client.publish(`ecogrid.${source}.Odd.x`, 'again', { msgID, expect: { lastSequence: 1 } }).then(
        () => false,
        (refusal: Error) => /wrong last sequence/.test(refusal.message),
      );
    const note = (position: number): Promise<unknown> =>
      database.transaction((each) => each.update(ConsumerPosition, { consumer: 'nats-relay' }, { position }));
    const noted = async (): Promise<number | undefined> =>
      (await database.manager.findOneBy(ConsumerPosition, { consumer: 'nats-relay' }))?.position;

    test('publishes committed events in their order, and records its position', async () => {
      const stream = await openEventStream(await reached(events, source), { filter: {} });
      await announce(database, log, '', ...upTo(1_000));
      const running = relay();
      expect(await collect(stream, 1_000)).toEqual(upTo(1_000));
      await eventually(async () => (await noted()) === 1_000);
      expect([running.published, running.lag()]).toEqual([1_000, 0]);
    });

    test('publishes nothing twice when it ends between publishing and noting, even long after', async () => {
      const forgetful = opened.events(url, { retention: { duplicateWindowMs: 100 } });
      const running = relay(forgetful);
      const ids = await announce(database, log, 'x', ...upTo(300));
      await eventually(() => running.published === 300);
      await running.stop();
      await note(40);
      await eventually(() => isForgotten(ids.at(-1) ?? ''));
      const next = relay(forgetful);
      await announce(database, log, 'x', 300);
      await eventually(() => next.published === 301);
      expect(await messages()).toBe(301);
    });

    test('gives the server the id of each event, by which it knows it again from any publisher', async () => {
      const running = relay();
      const [id = ''] = await announce(database, log, 'x', 1);
      await eventually(() => running.published === 1);
      const again = await client.publish(`ecogrid.${source}.Odd.x`, 'again', { msgID: id });
      expect(again).toMatchObject({ duplicate: true, seq: 1 });
      expect(await messages()).toBe(1);
    });

    test('relies on the server to deduplicate ids when two relays publish the same events', async () => {
      await announce(database, log, 'x', ...upTo(600));
      const others = opened.events(url);
      const running = [relay(), relay(others)];
      const stream = await openEventStream(await reached(events, source), { filter: {} });
      await announce(database, log, 'x', ...upTo(600, 600));
      await eventually(() => running.every(({ published }) => published === 1_200));
      expect(await messages()).toBe(1_200);
      const all = await openEventStream(await reached(events, source), {
        filter: {},
        after: (await reached(events, source)).cursors.encode(0),
      });
      expect(await collect(all, 1_200)).toEqual(upTo(1_200));
      await stream.return?.();
    });

    test('publishes everything again into a stream made anew', async () => {
      const running = relay();
      await announce(database, log, 'x', ...upTo(10));
      await eventually(() => running.published === 10);
      await manager.streams.delete(`ECOGRID_${source}`);
      await announce(database, log, 'x', 10);
      await eventually(() => running.published === 11);
      expect(await messages()).toBe(11);
    });

    test('publishes everything again when another made the stream anew while there was nothing to publish', async () => {
      const running = relay();
      await announce(database, log, 'x', ...upTo(10));
      await eventually(() => running.published === 10);
      const { config } = await manager.streams.info(`ECOGRID_${source}`);
      await manager.streams.delete(`ECOGRID_${source}`);
      await manager.streams.add(config);
      await announce(database, log, 'x', 10);
      await eventually(() => running.published === 11);
      const all = await openEventStream(await reached(events, source), {
        filter: {},
        after: (await reached(events, source)).cursors.encode(0),
      });
      expect(await collect(all, 11)).toEqual(upTo(11));
    });

    test('publishes again events that the servers acknowledged and lost', async () => {
      const server = await new OwnNatsServer().start();
      opened.add(() => server.remove());
      const own = opened.events(server.url);
      const running = relay(own);
      const reader = own.log(source);
      await announce(database, log, 'x', ...upTo(10));
      await eventually(() => running.published === 10);
      await server.kill();
      const backup = server.copyStored();
      await server.start();
      await announce(database, log, 'x', ...upTo(10, 10));
      await eventually(() => running.published === 20 && reader.head === 20);
      await server.kill();
      server.putBack(backup);
      await server.start();
      await announce(database, log, 'x', 20);
      await eventually(() => running.published === 21);
      const all = await openEventStream(reader, { filter: {}, after: reader.cursors.encode(0) });
      expect(await collect(all, 21)).toEqual(upTo(21));
    });

    test('continues from the end of the stream when its newest event is pruned here, and holds unpublished events', async () => {
      const running = relay();
      await announce(database, log, 'x', ...upTo(10));
      await eventually(() => running.published === 10);
      await running.stop();
      await announce(database, log, 'x', ...upTo(10, 10));
      await eventually(() => log.head === 20);
      const release = log.hold(() => 10);
      expect(await log.prune(new Date(), 100)).toBe(10);
      release();
      const next = relay();
      await eventually(() => next.published === 20);
      expect(await messages()).toBe(20);
      await manager.streams.delete(`ECOGRID_${source}`);
      await announce(database, log, 'x', 20);
      await eventually(() => next.published === 21);
      expect(await messages()).toBe(11);
    });

    test('never skips an event whose transaction began first and committed last', async () => {
      if (engine?.name === 'sqlite') return; // One writer: the second would wait for the first.
      const running = relay();
      const stream = await openEventStream(await reached(events, source), { filter: {} });
      let commit = (): void => undefined;
      const late = database.transaction(async () => {
        await log.outbox.announce({
          topic: 'Late',
          channel: '',
          aggregateId: 'a',
          payload: { number: 1 },
          occurredAt: new Date(),
        });
        await new Promise<void>((resolve) => (commit = resolve));
      });
      await announce(database, log, 'x', 2);
      expect(await collect(stream, 1)).toEqual([2]);
      await eventually(() => running.lag() === 0);
      commit();
      await late;
      expect(await collect(stream, 1)).toEqual([1]);
    });
  },
);
