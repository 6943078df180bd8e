import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { silentLogger } from '@ecogrid/service';
import { eventually } from '@ecogrid/service/testing';
import { DatabaseEventLog, EVENT_ENTITIES, EventConsumer, createEventTables } from './index.ts';
import { anyEvent } from './testing.ts';
import { ConsumerPosition } from './outbox.entity.ts';

class CreateEvents1767225600000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createEventTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('event_log');
  }
}

const [engine] = testEngines();

describe('a consumer that cannot go on', () => {
  let database: Database;
  let log: DatabaseEventLog;
  let consumer: EventConsumer | undefined;
  beforeEach(async () => {
    const model = { entities: EVENT_ENTITIES, migrations: [CreateEvents1767225600000] };
    database = await Database.open({ url: (await engine?.freshUrl()) ?? '', ...model });
    log = await DatabaseEventLog.open({
      database,
      source: 'tests',
      logger: silentLogger,
      misfitOf: anyEvent,
    });
  });
  afterEach(async () => {
    await consumer?.stop();
    await log.close();
    await database.close();
  });

  const announce = (): Promise<unknown> =>
    database.transaction(() =>
      log.outbox.announce({
        topic: 'Happened',
        channel: '',
        aggregateId: 'a',
        payload: {},
        occurredAt: new Date(0),
      }),
    );
  const consuming = (handle: () => Promise<void>): EventConsumer => {
    const options = { name: 'consumer', database, topics: ['Happened'], logger: silentLogger };
    consumer = new EventConsumer({ ...options, misfitOf: anyEvent, handle });
    consumer.start(log);
    return consumer;
  };

  test('reports the reason and its attempts, and no fault once it continues', async () => {
    let isBroken = true;
    const stuck = consuming(() => (isBroken ? Promise.reject(new Error('no such grid')) : Promise.resolve()));
    await announce();
    await eventually(() => (stuck.trouble?.failures ?? 0) >= 2);
    expect(stuck.trouble).toMatchObject({ consumer: 'consumer', source: 'tests', isStopped: false });
    expect(stuck.trouble?.reason).toContain('no such grid');
    isBroken = false;
    await stuck.settle();
    expect([stuck.trouble, stuck.failures]).toEqual([undefined, expect.any(Number)]);
  });

  test('stops when its position is beyond the end of the log: an older database was restored', async () => {
    await announce();
    await eventually(() => log.head === 1);
    await database.transaction((manager) =>
      manager.insert(ConsumerPosition, {
        consumer: 'consumer',
        source: 'tests',
        epoch: log.epoch,
        position: 500,
      }),
    );
    const hold = log.hold.bind(log);
    const released = new Promise<void>((resolve) => {
      log.hold = (needed) => {
        const release = hold(needed);
        return () => resolve(release());
      };
    });
    let taken = 0;
    const stopped = consuming(() => Promise.resolve(void (taken += 1)));
    await eventually(() => stopped.trouble !== undefined);
    await stopped.settle();
    expect(stopped.trouble).toMatchObject({ failures: 1, isStopped: true });
    // It holds nothing up any more, and tries no more.
    await released;
    expect(stopped.trouble?.reason).toMatch(/up to 500.*ends at 1.*older database of tests was restored/s);
    await announce();
    await eventually(() => log.head === 2);
    expect(taken).toBe(0);
  });
});
