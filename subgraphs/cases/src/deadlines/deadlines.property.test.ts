import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import {
  AROUND_THE_CLOCK,
  CHINESE_WORK_CALENDAR,
  dueOf,
  nextWorkingMoment,
  warningTimesOf,
  type TimeSegment,
} from '@ecogrid/work-time';
import type { Ticket } from '../dispatch/index.ts';
import { openBench, type CasesBench } from '../testing/cases.builder.ts';
import { deskTickets } from '../testing/desk.builder.ts';
import { DeadlineNotice } from './notice/index.ts';

/** One clock of the play: its owner, how it ran, and how long it may. */
interface Played {
  readonly id: string;
  readonly isUrgent: boolean;
  readonly startedAt: Date;
  segments: TimeSegment[];
  promiseMinutes: number;
}

const SEED = 20_180_209;
const CLOCKS = 12;
const STEPS = 150;
const MINUTE = 60_000;
/** The Friday before the make-up Sunday of the Spring Festival of 2018. */
const FROM = new Date('2018-02-09T00:00:00.000Z').getTime();

/** A small generator of our own: the same play on every machine. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const calendarOf = ({ isUrgent }: Played) => (isUrgent ? AROUND_THE_CLOCK : CHINESE_WORK_CALENDAR);
const isPaused = ({ segments }: Played): boolean => segments.at(-1)?.state === 'PAUSED';

describe.each(testEngines())('schedules at random on $name', (engine) => {
  // Two processes would be two of these: each has connections and a scheduler of its own.
  let one: CasesBench;
  let two: CasesBench;
  beforeAll(async () => {
    one = await openBench(engine);
    two = engine.name === 'mariadb' ? await openBench(engine, one.url) : one;
  });
  afterAll(async () => {
    if (two !== one) await two.close();
    await one.close();
  });

  const roll = dice(SEED);
  let now = new Date(FROM);
  const played: Played[] = [];
  const tickets = deskTickets(CLOCKS);
  const at = (moment: number): void => {
    now = new Date(moment);
    for (const bench of [one, two]) bench.setNow(now.toISOString());
  };
  const replan = async (clock: Played): Promise<void> => {
    const { id, isUrgent, startedAt, segments, promiseMinutes } = clock;
    const subject = {
      thing: 'TICKET' as const,
      thingId: id,
      caseId: id,
      categoryCode: 'RIVER',
      organizationCode: 'DEPT-WATER',
      gridCode: '370871001001001',
    };
    await one.database.transaction(() =>
      one.planner.replan({
        subject,
        isUrgent,
        startedAt,
        segments,
        promiseMinutes,
        calendarVersion: null,
        deadlineAt: startedAt,
        unacknowledgedSince: null,
      }),
    );
  };
  const begin = async (): Promise<void> => {
    const ticket: Ticket = { ...(tickets[played.length] as Ticket), state: 'ISSUED' };
    const clock: Played = {
      id: ticket.id,
      isUrgent: roll(4) === 0,
      startedAt: now,
      promiseMinutes: 30 + roll(900),
      segments: [{ state: 'RUNNING', startedAt: now, endedAt: null }],
    };
    played.push(clock);
    await one.database.transaction(async () => {
      await one.tickets.insert([ticket]);
      await one.lines.begin(clock.id);
    });
    await replan(clock);
  };
  const turn = async (clock: Played): Promise<void> => {
    const state = isPaused(clock) ? 'RUNNING' : 'PAUSED';
    const ended = clock.segments.map((each) => (each.endedAt ? each : { ...each, endedAt: now }));
    clock.segments = [...ended, { state, startedAt: now, endedAt: null }];
    await replan(clock);
  };
  /** A random event: a new clock, a pause or its end, a later deadline (even while paused), or nothing. */
  const happen = async (): Promise<void> => {
    const clock = played[roll(CLOCKS)];
    if (!clock) return played.length < CLOCKS ? begin() : undefined;
    if (roll(2) === 0) return turn(clock);
    if (roll(3) > 0) return undefined;
    clock.promiseMinutes += 60;
    return replan(clock);
  };

  test('tell each warning once, none missed, none outside the hours of its calendar', async () => {
    for (let step = 0; step < STEPS; step += 1) {
      at(now.getTime() + (1 + roll(240)) * MINUTE);
      // Both look at each due moment on the way, at the same time.
      await Promise.all([one.scheduler.round(), two.scheduler.round()]);
      await happen();
    }
    const rows = await one.database.manager.findBy(DeadlineNotice, { state: 'SENT' });
    const warnings = rows.filter(({ kind }) => kind !== 'OVERDUE');
    expect(warnings.length).toBeGreaterThan(CLOCKS);
    const keys = rows.map(({ thingId, kind, cycle, count }) => `${thingId} ${kind} ${cycle} ${count}`);
    expect(new Set(keys).size).toBe(keys.length);
    const events = [
      ...(await one.announced('DeadlineWarning')),
      ...(await one.announced('DeadlineOverdue')),
    ].map(({ noticeId }) => noticeId);
    expect(events.sort()).toEqual(rows.map(({ id }) => id).sort());

    const byId = new Map(played.map((clock) => [clock.id, clock]));
    for (const { thingId, sentAt, dueAt } of rows) {
      const clock = byId.get(thingId) as Played;
      expect(nextWorkingMoment(calendarOf(clock), sentAt as Date)).toEqual(sentAt);
      expect((sentAt as Date).getTime()).toBeGreaterThanOrEqual(dueAt.getTime());
    }
    for (const clock of played) expect(await missing(clock)).toEqual([]);
  }, 300_000);

  /** The notices that the rules require of a clock and that were not sent. */
  async function missing(clock: Played): Promise<string[]> {
    if (isPaused(clock)) return [];
    const calendar = calendarOf(clock);
    const cycle = `${clock.startedAt.getTime()}+${clock.promiseMinutes}`;
    const rows = await one.database.manager.findBy(DeadlineNotice, { thingId: clock.id, cycle });
    const warn = { fraction: 0.75, leadMinutes: 60 };
    const due = dueOf(calendar, clock.promiseMinutes, clock.segments);
    const wanted = [
      ...warningTimesOf(calendar, clock.promiseMinutes, clock.segments, warn).map(
        ({ kind, at: moment }) => [`WARNING_${kind}`, moment] as const,
      ),
      ['OVERDUE', due as Date] as const,
    ];
    // Notices that became due after the last run of the schedulers are still to come.
    const isOpen = nextWorkingMoment(calendar, now).getTime() === now.getTime();
    const past = wanted.filter(([, moment]) => isOpen && nextWorkingMoment(calendar, moment) < now);
    const received = new Set(rows.filter(({ state }) => state === 'SENT').map(({ kind }) => kind as string));
    const planned = new Set(rows.map(({ kind }) => kind as string));
    return [
      ...wanted.filter(([kind]) => !planned.has(kind)).map(([kind]) => `${kind} is not planned`),
      ...past.filter(([kind]) => !received.has(kind)).map(([kind]) => `${kind} was missed`),
    ];
  }
});
