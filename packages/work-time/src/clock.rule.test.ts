import { describe, expect, it } from '@jest/globals';
import {
  type TimeSegment,
  AROUND_THE_CLOCK,
  CHINESE_WORK_CALENDAR,
  dueOf,
  elapsedWorkMinutes,
} from './index.ts';

const shanghai = (local: string): Date => new Date(`${local.replace(' ', 'T')}+08:00`);
const segment = (state: TimeSegment['state'], from: string, to?: string): TimeSegment => ({
  state,
  startedAt: shanghai(from),
  endedAt: to === undefined ? null : shanghai(to),
});
const calendar = CHINESE_WORK_CALENDAR;

/** Friday 16:30, paused at 17:00 over the weekend, resumed on Monday at 09:00. */
const FRIDAY = segment('RUNNING', '2018-06-01 16:30', '2018-06-01 17:00');
const PAUSE = segment('PAUSED', '2018-06-01 17:00');
const PAUSE_OVER = segment('PAUSED', '2018-06-01 17:00', '2018-06-04 09:00');
const MONDAY = segment('RUNNING', '2018-06-04 09:00');
const RESUMED = [FRIDAY, PAUSE_OVER, MONDAY];

describe('elapsedWorkMinutes', () => {
  it.each([
    ['runs before the pause', RESUMED, '2018-06-01 16:45', 15],
    ['stands still in the pause', [FRIDAY, PAUSE], '2018-06-01 17:20', 30],
    ['still stands after a long pause', [FRIDAY, PAUSE], '2018-07-01 10:00', 30],
    ['does not count the weekend, nor take it off twice', RESUMED, '2018-06-04 10:00', 90],
    ['is zero before the start', RESUMED, '2018-06-01 10:00', 0],
    ['is zero without segments', [], '2018-06-01 10:00', 0],
    ['does not count the night of a running clock', [MONDAY], '2018-06-05 08:30', 420],
    ['does not count time between segments', [FRIDAY, MONDAY], '2018-06-04 10:00', 90],
  ])('%s', (_what, segments, now, minutes) => {
    expect(elapsedWorkMinutes(calendar, segments, shanghai(now))).toBe(minutes);
  });

  it('takes segments in any order', () => {
    expect(elapsedWorkMinutes(calendar, RESUMED.toReversed(), shanghai('2018-06-04 10:00'))).toBe(90);
  });
});

describe('dueOf', () => {
  it.each([
    ['has no pause', [segment('RUNNING', '2018-06-01 16:30')], 120, '2018-06-04 09:30'],
    ['moves by the working time of the pause', RESUMED, 120, '2018-06-04 10:30'],
    ['had its promise lengthened', RESUMED, 240, '2018-06-04 14:00'],
    ['had its promise shortened below the elapsed time', RESUMED, 20, '2018-06-01 16:50'],
    ['ran out at the very pause', RESUMED, 30, '2018-06-01 17:00'],
    ['has a promise of zero', RESUMED, 0, '2018-06-01 16:30'],
    ['is taken in any order', RESUMED.toReversed(), 120, '2018-06-04 10:30'],
  ])('of a clock that %s', (_what, segments, promise, due) => {
    expect(dueOf(calendar, promise, segments)).toEqual(shanghai(due));
  });

  it('is null while paused, also after a change of the promise, and keeps the pause afterwards', () => {
    expect(dueOf(calendar, 120, [FRIDAY, PAUSE])).toBeNull();
    expect(dueOf(calendar, 240, [FRIDAY, PAUSE])).toBeNull();
    expect(dueOf(calendar, 240, RESUMED)).toEqual(shanghai('2018-06-04 14:00'));
  });

  it('is null while paused even when the promise ran out before; the elapsed minutes tell', () => {
    const segments = [FRIDAY, PAUSE];
    expect(dueOf(calendar, 20, segments)).toBeNull();
    expect(elapsedWorkMinutes(calendar, segments, shanghai('2018-06-02 10:00'))).toBeGreaterThan(20);
  });

  it('is null before the first start', () => {
    expect(dueOf(calendar, 120, [])).toBeNull();
  });

  it('does not move for a pause outside working hours', () => {
    const night = [
      segment('RUNNING', '2018-06-01 16:30', '2018-06-01 18:00'),
      segment('PAUSED', '2018-06-01 18:00', '2018-06-04 07:00'),
      segment('RUNNING', '2018-06-04 07:00'),
    ];
    expect(dueOf(calendar, 120, night)).toEqual(shanghai('2018-06-04 09:30'));
  });

  it('stays at the session end when the promise ran out there before a pause', () => {
    const lunch = [
      segment('RUNNING', '2018-06-01 11:00', '2018-06-01 12:30'),
      segment('PAUSED', '2018-06-01 12:30', '2018-06-01 15:00'),
      segment('RUNNING', '2018-06-01 15:00'),
    ];
    expect(dueOf(calendar, 60, lunch)).toEqual(shanghai('2018-06-01 12:00'));
    expect(dueOf(calendar, 61, lunch)).toEqual(shanghai('2018-06-01 15:01'));
  });

  it('adds up several pauses, one of no length among them', () => {
    const twice = [
      segment('RUNNING', '2018-06-04 09:00', '2018-06-04 09:10'),
      segment('PAUSED', '2018-06-04 09:10', '2018-06-04 09:10'),
      segment('RUNNING', '2018-06-04 09:10', '2018-06-04 09:30'),
      segment('PAUSED', '2018-06-04 09:30', '2018-06-04 10:00'),
      segment('RUNNING', '2018-06-04 10:00'),
    ];
    expect(dueOf(calendar, 60, twice)).toEqual(shanghai('2018-06-04 10:30'));
  });

  it('of a clock stopped for good is the due time it would have had', () => {
    const done = segment('RUNNING', '2018-06-04 09:00', '2018-06-04 09:40');
    expect(dueOf(calendar, 120, [FRIDAY, PAUSE_OVER, done])).toEqual(shanghai('2018-06-04 10:30'));
  });

  it('counts nights for urgent categories', () => {
    expect(dueOf(AROUND_THE_CLOCK, 120, RESUMED)).toEqual(shanghai('2018-06-04 10:30'));
    expect(dueOf(AROUND_THE_CLOCK, 1440, [MONDAY])).toEqual(shanghai('2018-06-05 09:00'));
  });
});

describe('segments that contradict each other', () => {
  it.each([
    [
      'overlaps',
      [segment('RUNNING', '2018-06-01 09:00', '2018-06-01 11:00'), segment('PAUSED', '2018-06-01 10:00')],
    ],
    ['overlaps', [segment('RUNNING', '2018-06-01 09:00'), segment('PAUSED', '2018-06-01 10:00')]],
    ['ends before it starts', [segment('RUNNING', '2018-06-01 09:00', '2018-06-01 08:00')]],
  ])('are refused: one %s', (what, segments) => {
    expect(() => dueOf(calendar, 60, segments)).toThrow(what);
    expect(() => elapsedWorkMinutes(calendar, segments, shanghai('2018-06-02 09:00'))).toThrow(RangeError);
  });
});
