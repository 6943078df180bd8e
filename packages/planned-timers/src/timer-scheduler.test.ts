import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Entity, Index, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columns, newId, type Database } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import { silentLogger } from '@ecogrid/service';
import { CHINESE_WORK_CALENDAR, WorkCalendars } from '@ecogrid/work-time';
import { PlannedTimer, PlannedTimerRepository, TimerScheduler, plannedTimerColumns } from './index.ts';

@Entity('test_timer')
@Index('ux_test_timer_once', ['thingId', 'kind', 'cycle', 'count'], { unique: true })
class TestTimer extends PlannedTimer {}

class CreateTestTimers1767225600000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    const indexes = { ux_test_timer_once: ['thing_id', 'kind', 'cycle', 'count'] };
    return columns.createTable(runner, 'test_timer', plannedTimerColumns(), indexes);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('test_timer');
  }
}

const MODEL = { entities: [TestTimer], migrations: [CreateTestTimers1767225600000] };
/** A Wednesday in Shanghai: 12:30, in the break, and 13:30, when work goes on. */
const NOON = new Date('2026-03-04T04:30:00.000Z');
const WORK = new Date('2026-03-04T05:30:00.000Z');
const MINUTE = 60_000;

describe.each(testEngines())('planned timers on $name', (engine) => {
  let database: Database;
  let release: () => Promise<void>;
  let timers: PlannedTimerRepository<TestTimer>;
  let now: Date;
  let fired: string[];
  let failing: string | null;
  beforeEach(async () => {
    ({ database, release } = await testDatabase(engine, MODEL));
    timers = new PlannedTimerRepository(database, TestTimer);
    [now, fired, failing] = [WORK, [], null];
  });
  afterEach(() => release());

  const scheduler = (): TimerScheduler<TestTimer> => {
    const clock = { now: (): Date => now };
    const calendars = {
      effective: () => Promise.resolve(CHINESE_WORK_CALENDAR),
      read: () => Promise.resolve(CHINESE_WORK_CALENDAR),
    };
    const fire = (claimed: readonly TestTimer[]): Promise<readonly TestTimer[]> => {
      if (claimed.some(({ kind }) => kind === failing)) return Promise.reject(new Error('no'));
      const there = claimed.filter(({ thingId }) => thingId !== 'gone');
      database.afterCommit(() => fired.push(...there.map(({ kind }) => kind)));
      return Promise.resolve(claimed.filter(({ thingId }) => thingId === 'gone'));
    };
    const workCalendars = new WorkCalendars({ calendars, clock });
    return new TimerScheduler({
      name: 'test',
      database,
      timers,
      workCalendars,
      clock,
      logger: silentLogger,
      fire,
    });
  };
  const plan = (kind: string, more: Partial<TestTimer> = {}): Promise<void> => {
    const row: TestTimer = {
      id: newId(),
      thing: 'THING',
      thingId: 'a',
      kind,
      cycle: 'c',
      count: 1,
      state: 'PENDING',
      dueAt: NOON,
      sentAt: null,
      isAroundTheClock: false,
      claim: null,
      ...more,
    };
    return database.transaction(() => timers.insert([row]));
  };

  test('have a table that is as the entity says', async () => {
    expect(await database.drift()).toEqual([]);
  });

  test('fire once, of however many schedulers, with the time at which they fired', async () => {
    await plan('ONE');
    await plan('LATER', { dueAt: new Date(WORK.getTime() + MINUTE) });
    const rests = await Promise.all([scheduler().round(), scheduler().round(), scheduler().round()]);
    expect([fired, rests]).toEqual([['ONE'], [MINUTE, MINUTE, MINUTE]]);
    const sent = await timers.sent({ thing: 'THING', thingId: 'a' }, 'c');
    expect(sent).toMatchObject([{ kind: 'ONE', state: 'SENT', sentAt: WORK }]);
  });

  test('wait for working hours, unless they are around the clock', async () => {
    now = NOON;
    await plan('OFFICE');
    await plan('URGENT', { isAroundTheClock: true });
    expect([await scheduler().round(), fired]).toEqual([60 * MINUTE, ['URGENT']]);
    now = WORK;
    expect([await scheduler().round(), fired]).toEqual([undefined, ['URGENT', 'OFFICE']]);
  });

  test('do not keep the others back when the effects of one fail; it is postponed, and fires later', async () => {
    failing = 'BROKEN';
    for (const kind of ['ONE', 'BROKEN', 'TWO']) await plan(kind);
    expect(await scheduler().round()).toBe(5 * MINUTE);
    expect(fired.sort()).toEqual(['ONE', 'TWO']);
    [failing, now] = [null, new Date(WORK.getTime() + 5 * MINUTE)];
    await scheduler().round();
    expect(fired).toContain('BROKEN');
  });

  test('end with one line in the log when their object is gone, and keep no other back', async () => {
    const logged = jest.spyOn(silentLogger, 'error');
    await plan('ONE');
    await plan('LOST', { thingId: 'gone' });
    expect([await scheduler().round(), fired]).toEqual([undefined, ['ONE']]);
    now = new Date(WORK.getTime() + 5 * MINUTE);
    expect([await scheduler().round(), fired]).toEqual([undefined, ['ONE']]);
    const [row] = await database.manager.findBy(TestTimer, { kind: 'LOST' });
    expect(row).toMatchObject({ state: 'GONE', sentAt: null });
    const line = { job: 'test', timer: row?.id, thing: 'THING', thingId: 'gone' };
    expect(logged.mock.calls).toEqual([[line, 'a timer ended: its object is gone']]);
    logged.mockRestore();
  });

  test('are cleared by kind or as a whole while they are pending; fired timers stay', async () => {
    for (const kind of ['ONE', 'TWO', 'THREE'])
      await plan(kind, { dueAt: new Date(WORK.getTime() + MINUTE) });
    await plan('FIRED');
    await scheduler().round();
    const thing = { thing: 'THING', thingId: 'a' };
    await database.transaction(() => timers.clear(thing, ['ONE']));
    const kinds = async (): Promise<string[]> =>
      (await database.manager.find(TestTimer, { order: { kind: 'ASC' } })).map(({ kind }) => kind);
    expect(await kinds()).toEqual(['FIRED', 'THREE', 'TWO']);
    await database.transaction(() => timers.clear(thing));
    expect(await kinds()).toEqual(['FIRED']);
  });
});
