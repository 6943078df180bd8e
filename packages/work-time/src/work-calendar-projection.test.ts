import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import {
  CHINESE_WORK_CALENDAR,
  KnownWorkCalendar,
  WorkCalendarProjection,
  WorkCalendars,
  addWorkMinutes,
  createKnownWorkCalendarTable,
} from './index.ts';

class CreateKnownWorkCalendar1767225600000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createKnownWorkCalendarTable(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('known_work_calendar');
  }
}

const MODEL = { entities: [KnownWorkCalendar], migrations: [CreateKnownWorkCalendar1767225600000] };
const NOTICE = {
  version: 'notice-1',
  effectiveFrom: '2026-03-05T00:00:00.000Z',
  publishedAt: '2026-03-04T01:00:00.000Z',
  workingWeekdays: [1, 2, 3, 4, 5],
  sessions: [{ startMinute: 540, endMinute: 1_020 }],
  days: [{ date: '2026-03-06', isWorkday: false }],
};

describe.each(testEngines())('the work calendars that another subgraph keeps, on $name', (engine) => {
  let database: Database;
  let release: () => Promise<void>;
  let projection: WorkCalendarProjection;
  let calendars: WorkCalendars;
  let now = new Date('2026-03-04T01:00:00.000Z');
  beforeEach(async () => {
    ({ database, release } = await testDatabase(engine, MODEL));
    projection = new WorkCalendarProjection(database);
    calendars = new WorkCalendars({ calendars: projection, clock: { now: () => now } });
    now = new Date('2026-03-04T01:00:00.000Z');
  });
  afterEach(() => release());

  const take = (change: Partial<typeof NOTICE> = {}): Promise<void> =>
    database.transaction((manager) => projection.apply({ ...NOTICE, ...change }, manager));

  test('have a table that is as the entity says', async () => {
    expect(await database.drift()).toEqual([]);
  });

  test('are the calendar of the library before the first event', async () => {
    expect(await calendars.current(false)).toBe(CHINESE_WORK_CALENDAR);
  });

  test('take effect when they say, and stay known by name', async () => {
    await take();
    expect(await calendars.current(false)).toBe(CHINESE_WORK_CALENDAR);
    now = new Date('2026-03-05T00:00:00.000Z');
    const noticed = await calendars.current(false);
    // Thursday 09:00 and a day of eight hours; Friday is off.
    const due = addWorkMinutes(noticed, new Date('2026-03-05T01:00:00.000Z'), 540);
    expect([noticed.version, due.toISOString()]).toEqual(['notice-1', '2026-03-09T02:00:00.000Z']);
    expect(await calendars.named(CHINESE_WORK_CALENDAR.version, false)).toBe(CHINESE_WORK_CALENDAR);
  });

  test('never change: the same version again is not taken', async () => {
    await take();
    await take({ days: [] });
    expect((await calendars.ofVersion('notice-1')).decisions.get('2026-03-06')).toBe(false);
  });

  test('are followed by the one that was published last, of two for the same moment', async () => {
    await take();
    await take({ version: 'notice-2', publishedAt: '2026-03-04T02:00:00.000Z' });
    now = new Date(NOTICE.effectiveFrom);
    expect((await calendars.current(false)).version).toBe('notice-2');
  });
});
