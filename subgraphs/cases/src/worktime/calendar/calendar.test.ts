import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { payloadOf } from '@ecogrid/event-contracts';
import { fillCodeTables } from '../../starter/index.ts';
import type { WorkCalendarDay } from './work-calendar.entity.ts';
import { MOST_DAYS, daysKey } from './work-calendar.repository.ts';
import {
  Journey,
  environment,
  freshKey,
  openBench,
  operator,
  raisedExceedance,
  shiftLeader,
  type CasesBench,
  withRoles,
} from '../../testing/cases.builder.ts';
import { AROUND_THE_CLOCK, CHINESE_WORK_CALENDAR, calendarOf } from '@ecogrid/work-time';

describe.each(testEngines())('the calendar as data on $name', (engine) => {
  let bench: CasesBench;
  beforeEach(async () => {
    bench = await openBench(engine);
  });
  afterEach(() => bench.close());

  /** The first two days of the seed's dispatch, off. */
  const noticed = () => ({
    idempotencyKey: freshKey(),
    version: 'notice-of-the-test',
    source: '放假通知',
    days: [
      { date: '2026-03-04', isWorkday: true },
      { date: '2026-03-05', isWorkday: false },
      { date: '2026-03-06', isWorkday: false },
    ],
  });
  const leadOf = async (journey: Journey) => {
    const [lead] = await journey.tickets();
    if (!lead) throw new Error('it was dispatched');
    return lead;
  };

  test('is the calendar of the library', async () => {
    expect(await bench.workCalendars.current(false)).toEqual(CHINESE_WORK_CALENDAR);
    expect(await bench.workCalendars.current(true)).toBe(AROUND_THE_CLOCK);
    await fillCodeTables(bench.database);
    expect(await bench.calendars.versions()).toHaveLength(1);
  });

  test('shows the last days that notices change, of those that are asked for', async () => {
    const { version, decisions } = CHINESE_WORK_CALENDAR;
    const all = [...decisions.keys()].sort();
    expect(all.length).toBeGreaterThan(MOST_DAYS);
    const keys = [daysKey(version, '', '9999-12-31'), daysKey(version, '2026-10-01', '2026-10-02')];
    const [last, few] = await bench.calendars.daysOf(keys, {} as never);
    expect(last).toHaveLength(MOST_DAYS);
    expect((last as WorkCalendarDay[]).map(({ date }) => date)).toEqual(all.slice(-MOST_DAYS));
    expect(few).toEqual([
      { version, date: '2026-10-01', isWorkday: false },
      { version, date: '2026-10-02', isWorkday: false },
    ]);
  });

  test('changes due times that are computed after a notice, and leaves the others explained', async () => {
    const before = await leadOf(await new Journey(bench).dispatched());
    await bench.calendaring.publish(shiftLeader, noticed());
    const ammonia = raisedExceedance({ pollutantCode: 'w21003' });
    const after = await leadOf(await new Journey(bench).dispatched([], ammonia));
    expect(before.dueAt.toISOString()).toBe('2026-03-06T01:00:00.000Z');
    expect(before.calendarVersion).toBe(CHINESE_WORK_CALENDAR.version);
    expect(after.dueAt.toISOString()).toBe('2026-03-10T01:00:00.000Z');
    expect(after.calendarVersion).toBe('notice-of-the-test');
    const [first] = await bench.calendars.versions();
    expect(first).toMatchObject({ version: 'notice-of-the-test', publishedBy: shiftLeader.id });
  });

  test('counts a notice when an extension is approved that was dispatched before it', async () => {
    const journey = await new Journey(bench).dispatched();
    const { id: ticketId, version } = await leadOf(journey);
    const on = (seen: number) => ({ ticketId, version: seen, idempotencyKey: freshKey() });
    await bench.ticketing.acknowledge(environment, on(version));
    const reason = '需要更多时间';
    await bench.requesting.requestExtension(environment, {
      ...on(version + 1),
      reason,
      extendByWorkMinutes: 60,
    });
    await bench.calendaring.publish(shiftLeader, noticed());
    const extended = await bench.requesting.decide(operator, { ...on(version + 2), decision: 'APPROVED' });
    expect(extended.calendarVersion).toBe('notice-of-the-test');
    // Two working days and an hour: Wednesday whole, Monday whole (its Thursday and Friday are off), Tuesday an hour.
    expect(extended.dueAt.toISOString()).toBe('2026-03-10T02:00:00.000Z');
  });

  test('is announced whole: the projection of another subgraph is the same calendar', async () => {
    await bench.calendaring.publish(shiftLeader, noticed());
    const [payload = {}] = await bench.announced('WorkCalendarPublished');
    const event = { topic: 'WorkCalendarPublished', payload };
    const projected = calendarOf(payloadOf(event, 'WorkCalendarPublished'));
    expect(projected).toEqual(await bench.workCalendars.current(false));
  });

  test('takes effect when it says', async () => {
    const effectiveFrom = new Date('2026-03-05T00:00:00.000Z');
    await bench.calendaring.publish(shiftLeader, { ...noticed(), effectiveFrom });
    expect((await bench.workCalendars.current(false)).version).toBe(CHINESE_WORK_CALENDAR.version);
    bench.setNow('2026-03-05T00:00:00.000Z');
    expect((await bench.workCalendars.current(false)).version).toBe('notice-of-the-test');
  });

  test('may change the hours too', async () => {
    const sessions = [{ from: '09:00', until: '17:00' }];
    await bench.calendaring.publish(shiftLeader, { ...noticed(), sessions });
    expect(await bench.workCalendars.current(false)).toMatchObject({
      version: 'notice-of-the-test',
      sessions: [{ startMinute: 540, endMinute: 1_020 }],
    });
  });

  test.each([
    ['of others than shift leaders', operator, {}, 'FORBIDDEN'],
    ['of a version that is there', shiftLeader, { version: CHINESE_WORK_CALENDAR.version }, 'GUARD_FAILED'],
    ['for the past', shiftLeader, { effectiveFrom: new Date('2026-03-03T00:00:00Z') }, 'GUARD_FAILED'],
    [
      'of a day that does not exist',
      shiftLeader,
      { days: [{ date: '2027-02-30', isWorkday: false }] },
      'INPUT_INVALID',
    ],
    [
      // F15: the last one won.
      'of a day that is named twice',
      shiftLeader,
      {
        days: [
          { date: '2027-01-01', isWorkday: false },
          { date: '2027-01-01', isWorkday: true },
        ],
      },
      'INPUT_INVALID',
    ],
    [
      'of hours that overlap',
      shiftLeader,
      {
        sessions: [
          { from: '08:00', until: '12:00' },
          { from: '11:00', until: '17:00' },
        ],
      },
      'INPUT_INVALID',
    ],
  ])('is refused %s, and stays', async (_what, actor, change, code) => {
    const only = withRoles(actor, actor === operator ? 'OPERATOR' : 'SHIFT_LEADER');
    await expect(bench.calendaring.publish(only, { ...noticed(), ...change })).rejects.toMatchObject({
      code,
    });
    expect(await bench.calendars.versions()).toHaveLength(1);
  });
});
