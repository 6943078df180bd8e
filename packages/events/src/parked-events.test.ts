import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import { silentLogger } from '@ecogrid/service';
import { eventually } from '@ecogrid/service/testing';
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

/** The statement of the runbook, as an operator would type it. */
function replayStatement(eventId: string): string {
  const runbook = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
  const [statement] = /UPDATE parked_event[^;]*;/.exec(runbook) ?? [];
  return (statement ?? '').replace('<consumer>', 'reader').replace('<event_id>', eventId);
}

describe.each(testEngines())('an event that does not fit its contract, on $name', (engine) => {
  let database: Database;
  let release: () => Promise<void>;
  let log: DatabaseEventLog;
  let consumer: EventConsumer;
  let taken: unknown[];
  let handle: (event: LoggedEvent) => Promise<void>;
  let misfitOf: MisfitOf;
  const warnings: unknown[] = [];
  beforeEach(async () => {
    ({ database, release } = await testDatabase(engine, MODEL));
    // The announcer of another release knew another contract.
    log = await openLog(anyEvent);
    [taken, misfitOf] = [[], numbered];
    warnings.length = 0;
    handle = ({ payload }) => Promise.resolve(void database.afterCommit(() => taken.push(payload['number'])));
    const logger = { ...silentLogger, info: () => undefined, error: (facts: object) => warnings.push(facts) };
    consumer = new EventConsumer({
      name: 'reader',
      database,
      topics: ['Counted'],
      logger: logger,
      misfitOf: (event) => misfitOf(event),
      handle: (event) => handle(event),
    });
  });
  afterEach(async () => {
    await consumer.stop();
    await log.close();
    await release();
  });

  const openLog = (check: MisfitOf): Promise<DatabaseEventLog> =>
    DatabaseEventLog.open({ database, source: 'tests', logger: silentLogger, misfitOf: check });
  const announce = (number: unknown, by = log): Promise<string[]> =>
    database.transaction(() =>
      by.outbox.announce({
        topic: 'Counted',
        channel: '',
        aggregateId: 'a',
        payload: { number },
        occurredAt: new Date(0),
      }),
    );
  const rows = (): Promise<ParkedEvent[]> => database.manager.find(ParkedEvent);
  const settled = async (head: number): Promise<void> => {
    await eventually(() => log.head >= head);
    await consumer.settle();
  };
  /** Parks the event `'two'` between two others. @returns its id. */
  const parked = async (): Promise<string> => {
    consumer.start(log);
    await announce(1);
    const [id = ''] = await announce('two');
    await announce(3);
    await settled(3);
    return id;
  };
  const askReplay = (id: string): Promise<unknown> =>
    database.transaction((manager) => manager.query(replayStatement(id)));

  test('is refused when it is announced, and its transaction is undone', async () => {
    const strict = await openLog(numbered);
    await expect(announce('two', strict)).rejects.toThrow(
      'Counted does not fit its contract: number: expected',
    );
    await announce(1, strict);
    consumer.start(strict);
    await eventually(() => strict.head >= 1);
    await consumer.settle();
    expect([taken, await consumer.parked()]).toEqual([[1], 0]);
    await consumer.stop();
    await strict.close();
  });

  test('is parked with its reason, counted and logged, while the events behind it are taken', async () => {
    const id = await parked();
    expect([taken, await consumer.parked()]).toEqual([[1, 3], 1]);
    const reason = 'number: expected number';
    expect(await rows()).toMatchObject([
      { consumer: 'reader', eventId: id, source: 'tests', position: 2, payload: { number: 'two' }, reason },
    ]);
    expect(warnings).toEqual([{ consumer: 'reader', eventId: id, topic: 'Counted', position: 2, reason }]);
    await consumer.replay();
    expect([taken, await consumer.parked()]).toEqual([[1, 3], 1]);
  });

  test('is taken once by a replay that the runbook asks for, after the contract is corrected', async () => {
    const id = await parked();
    misfitOf = anyEvent;
    await askReplay(id);
    await Promise.all([consumer.replay(), consumer.replay()]);
    expect([taken, await rows()]).toEqual([[1, 3, 'two'], []]);
  });

  test('is parked again with the new reason when the replay fails, and stays until it is asked for again', async () => {
    const id = await parked();
    await askReplay(id);
    await consumer.replay();
    expect(await rows()).toMatchObject([{ reason: 'number: expected number', isReplayAsked: false }]);
    misfitOf = anyEvent;
    handle = () => Promise.reject(new Error('no such grid'));
    await askReplay(id);
    await consumer.replay();
    expect(await rows()).toMatchObject([{ reason: 'no such grid', isReplayAsked: false }]);
  });
});
