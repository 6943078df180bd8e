import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import { silentLogger } from '@ecogrid/service';
import {
  DatabaseEventLog,
  EVENT_ENTITIES,
  EventConsumer,
  createEventTables,
  type LoggedEvent,
  type MisfitOf,
} from './index.ts';
import { ParkedEvent } from './outbox.entity.ts';
import { anyEvent } from './testing.ts';

class CreateEvents1767225600000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createEventTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('event_log');
  }
}

const MODEL = { entities: EVENT_ENTITIES, migrations: [CreateEvents1767225600000] };
const numbered: MisfitOf = ({ payload }) =>
  typeof payload['number'] === 'number' ? null : 'number: expected number';
const numbersOf = (events: readonly LoggedEvent[]) => events.map(({ payload }) => payload['number']);

describe.each(testEngines())('events of a topic that are taken together, on $name', (engine) => {
  let database: Database;
  let release: () => Promise<void>;
  let log: DatabaseEventLog;
  let consumer: EventConsumer;
  let taken: unknown[][];
  let faults: number;
  let misfitOf: MisfitOf;
  beforeEach(async () => {
    ({ database, release } = await testDatabase(engine, MODEL));
    log = await DatabaseEventLog.open({
      database,
      source: 'tests',
      logger: silentLogger,
      misfitOf: anyEvent,
    });
    [taken, faults, misfitOf] = [[], 0, numbered];
    const keep = (events: readonly LoggedEvent[]): void =>
      database.afterCommit(() => taken.push(numbersOf(events)));
    consumer = new EventConsumer({
      name: 'reader',
      database,
      topics: ['Counted', 'Rare'],
      logger: silentLogger,
      misfitOf: (event) => misfitOf(event),
      handle: (event) => Promise.resolve(keep([event])),
      together: {
        topics: ['Counted'],
        handle: (events) => {
          keep(events);
          return faults-- > 0 ? Promise.reject(new Error('not yet')) : Promise.resolve();
        },
      },
    });
  });
  afterEach(async () => {
    await consumer.stop();
    await log.close();
    await release();
  });

  const announce = (topic: string, ...numbers: unknown[]): Promise<unknown> =>
    database.transaction(() =>
      log.outbox.announce(
        ...numbers.map((number) => ({
          topic,
          channel: '',
          aggregateId: 'a',
          payload: { number },
          occurredAt: new Date(0),
        })),
      ),
    );
  const settled = async (): Promise<void> => {
    await log.settle();
    consumer.start(log);
    await consumer.settle();
  };

  test('keep their order, with the other topics and the misfits between them', async () => {
    await announce('Counted', 1, 2);
    await announce('Rare', 3, 4);
    await announce('Counted', 5, 'six', 7, 8);
    await settled();
    expect(taken).toEqual([[1, 2], [3], [4], [5], [7, 8]]);
    expect(await database.manager.find(ParkedEvent)).toMatchObject([{ payload: { number: 'six' } }]);
  });

  test('are kept with their position or not at all: after a failure they come again, once', async () => {
    faults = 2;
    await announce('Counted', 1, 2, 3);
    await settled();
    expect([taken, consumer.failures]).toEqual([[[1, 2, 3]], 2]);
    await announce('Counted', 4);
    await settled();
    expect(taken).toEqual([[1, 2, 3], [4]]);
  });

  test('are taken by a replay, too', async () => {
    await announce('Counted', 'one');
    await settled();
    misfitOf = anyEvent;
    await database.transaction((manager) => manager.updateAll(ParkedEvent, { isReplayAsked: true }));
    await consumer.replay();
    expect([taken, await consumer.parked()]).toEqual([[['one']], 0]);
  });

  test('that are announced by the thousand have positions without a gap', async () => {
    await announce('Counted', ...Array.from({ length: 1_234 }, (_, index) => index));
    await settled();
    expect(taken.flat()).toEqual(Array.from({ length: 1_234 }, (_, index) => index));
    expect([log.head, await log.first()]).toEqual([1_234, 1]);
  });
});
