import { describe, expect, it } from '@jest/globals';
import {
  type TimeSegment,
  type DeadlineWarning,
  AROUND_THE_CLOCK,
  CHINESE_WORK_CALENDAR,
  warningTimes,
  warningTimesOf,
} from './index.ts';

const shanghai = (local: string): Date => new Date(`${local.replace(' ', 'T')}+08:00`);
const calendar = CHINESE_WORK_CALENDAR;
const policy = { fraction: 0.75, leadMinutes: 60 };
const timeOf = (kind: DeadlineWarning['kind'], warnings: DeadlineWarning[]): Date | undefined =>
  warnings.find((warning) => warning.kind === kind)?.at;

describe('warningTimes', () => {
  it.each([
    ['2018-02-14 16:30', 240, '2018-02-22 10:30'],
    ['2018-02-09 17:00', 900, '2018-02-12 16:00'],
    ['2018-02-10 10:00', 60, '2018-02-11 08:30'],
    ['2018-02-23 17:00', 120, '2018-02-24 09:00'],
    ['2018-04-04 11:30', 480, '2018-04-08 11:00'],
    ['2018-06-01 12:10', 30, '2018-06-01 13:30'],
    ['2018-06-01 10:00', 30, '2018-06-01 10:00'],
    ['2018-06-01 23:00', 30, '2018-06-04 08:30'],
  ])('60 minutes before due: from %s with %d promised at %s', (start, promise, lead) => {
    expect(timeOf('LEAD', warningTimes(calendar, shanghai(start), promise, policy))).toEqual(shanghai(lead));
  });

  it.each([
    ['2018-02-14 16:30', 240, '2018-02-22 10:30'],
    ['2018-06-01 12:10', 30, '2018-06-01 13:52:30'],
    ['2018-06-01 08:30', 280, '2018-06-01 13:30'],
    ['2018-06-01 13:30', 320, '2018-06-04 08:30'],
    ['2018-06-01 08:30', 400, '2018-06-01 15:00'],
  ])('three quarters used up: from %s with %d promised at %s', (start, promise, at) => {
    expect(timeOf('FRACTION', warningTimes(calendar, shanghai(start), promise, policy))).toEqual(
      shanghai(at),
    );
  });

  it('come in the order in which they go out', () => {
    const long = warningTimes(calendar, shanghai('2018-06-01 08:30'), 450, policy);
    const short = warningTimes(calendar, shanghai('2018-06-01 08:30'), 100, policy);
    expect(long.map(({ kind }) => kind)).toEqual(['FRACTION', 'LEAD']);
    expect(short.map(({ kind }) => kind)).toEqual(['LEAD', 'FRACTION']);
  });

  it('go out at night only for urgent categories', () => {
    const urgent = warningTimes(AROUND_THE_CLOCK, shanghai('2018-06-01 23:00'), 120, policy);
    expect(urgent.map(({ at }) => at)).toEqual([shanghai('2018-06-02 00:00'), shanghai('2018-06-02 00:30')]);
  });

  it('do not exist for a promise of zero minutes', () => {
    expect(warningTimes(calendar, shanghai('2018-06-01 08:30'), 0, policy)).toEqual([]);
  });

  it.each([
    { fraction: 0, leadMinutes: 60 },
    { fraction: 1, leadMinutes: 60 },
    { fraction: Number.NaN, leadMinutes: 60 },
    { fraction: 0.75, leadMinutes: 0 },
    { fraction: 0.75, leadMinutes: -5 },
  ])('refuse the policy %j', (wrong) => {
    expect(() => warningTimes(calendar, shanghai('2018-06-01 08:30'), 60, wrong)).toThrow(RangeError);
  });
});

describe('warningTimesOf', () => {
  const friday: TimeSegment = {
    state: 'RUNNING',
    startedAt: shanghai('2018-06-01 16:30'),
    endedAt: shanghai('2018-06-01 17:00'),
  };
  const paused: TimeSegment = { state: 'PAUSED', startedAt: shanghai('2018-06-01 17:00'), endedAt: null };
  const resumedAt = shanghai('2018-06-04 09:00');
  const resumed: TimeSegment[] = [
    friday,
    { ...paused, endedAt: resumedAt },
    { state: 'RUNNING', startedAt: resumedAt, endedAt: null },
  ];

  it('is silent while the clock is paused', () => {
    expect(warningTimesOf(calendar, 120, [friday, paused], policy)).toEqual([]);
  });

  it('moves with the due time after a pause', () => {
    expect(warningTimesOf(calendar, 120, resumed, policy)).toEqual([
      { kind: 'LEAD', at: shanghai('2018-06-04 09:30') },
      { kind: 'FRACTION', at: shanghai('2018-06-04 10:00') },
    ]);
  });
});
