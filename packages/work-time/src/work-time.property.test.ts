import { describe, expect, it } from '@jest/globals';
import {
  type WorkCalendar,
  addWorkMinutes,
  AROUND_THE_CLOCK,
  CHINESE_WORK_CALENDAR,
  nextWorkingMoment,
  subtractWorkMinutes,
  warningTimes,
  workMinutesBetween,
} from './index.ts';

const MINUTE = 60_000;
const FIRST = Date.UTC(2016, 11, 1) / MINUTE;
const LAST = Date.UTC(2028, 1, 1) / MINUTE;
const SEED = 20180214;

/** mulberry32: the same cases in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Half the starts fall on quarter hours, where the session borders are. */
function cases(count: number): { start: Date; a: number; b: number }[] {
  const next = numbers(SEED);
  return Array.from({ length: count }, () => {
    const minute = FIRST + next(LAST - FIRST);
    const start = new Date((next(2) ? minute : minute - (minute % 15)) * MINUTE);
    return { start, a: next(2) ? next(4000) : next(30) * 30, b: next(4000) };
  });
}

/** The rule in its plainest form: step minute by minute and count those that are worked. */
function stepped(calendar: WorkCalendar, start: Date, minutes: number): Date {
  let at = start.getTime();
  for (let left = minutes; left > 0; at += MINUTE) if (isWorked(calendar, at)) left -= 1;
  return new Date(at);
}

function isWorked(calendar: WorkCalendar, at: number): boolean {
  const local = new Date(at + 8 * 60 * MINUTE);
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
  const isWeekday = calendar.workingWeekdays.includes(local.getUTCDay());
  const isWorkday = calendar.decisions.get(local.toISOString().slice(0, 10)) ?? isWeekday;
  return isWorkday && calendar.sessions.some((span) => minute >= span.startMinute && minute < span.endMinute);
}

describe.each([CHINESE_WORK_CALENDAR, AROUND_THE_CLOCK])('working time on $version', (calendar) => {
  it('agrees with counting minute by minute', () => {
    for (const { start, a } of cases(60)) {
      expect(addWorkMinutes(calendar, start, a)).toEqual(stepped(calendar, start, a));
    }
  });

  it('measures the added and the subtracted time', () => {
    for (const { start, a } of cases(2000)) {
      expect(workMinutesBetween(calendar, start, addWorkMinutes(calendar, start, a))).toBe(a);
      expect(workMinutesBetween(calendar, subtractWorkMinutes(calendar, start, a), start)).toBe(a);
    }
  });

  it('adds a then b as it adds their sum', () => {
    for (const { start, a, b } of cases(2000)) {
      const inTwo = addWorkMinutes(calendar, addWorkMinutes(calendar, start, a), b);
      expect([start, a, b, inTwo]).toEqual([start, a, b, addWorkMinutes(calendar, start, a + b)]);
    }
  });

  it('never falls back: more minutes or a later start are not due earlier', () => {
    for (const { start, a, b } of cases(2000)) {
      const due = addWorkMinutes(calendar, start, a).getTime();
      expect(addWorkMinutes(calendar, start, a + b).getTime()).toBeGreaterThanOrEqual(due);
      const later = new Date(start.getTime() + b * MINUTE);
      expect(addWorkMinutes(calendar, later, a).getTime()).toBeGreaterThanOrEqual(due);
      expect(subtractWorkMinutes(calendar, start, a + b).getTime()).toBeLessThanOrEqual(
        subtractWorkMinutes(calendar, start, a).getTime(),
      );
    }
  });

  it('warns inside working hours, not before the start, and before due', () => {
    for (const { start, a, b } of cases(1000)) {
      const policy = { fraction: 0.75, leadMinutes: b + 1 };
      const due = addWorkMinutes(calendar, start, a + 1).getTime();
      for (const { at } of warningTimes(calendar, start, a + 1, policy)) {
        expect(nextWorkingMoment(calendar, at)).toEqual(at);
        expect(at.getTime()).toBeGreaterThanOrEqual(start.getTime());
        expect(at.getTime()).toBeLessThan(due);
      }
    }
  });
});
