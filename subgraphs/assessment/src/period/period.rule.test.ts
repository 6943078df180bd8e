import { describe, expect, test } from '@jest/globals';
import { shanghaiDay } from '@ecogrid/service';
import { newPeriod } from './period.entity.ts';
import { nextPeriodCode, periodCodeOf, requirePeriodCode } from './period.rule.ts';

describe('a period', () => {
  test.each([
    ['2026-10-31T15:59:59.999Z', '2026-10', '2026-10-31'],
    ['2026-10-31T16:00:00.000Z', '2026-11', '2026-11-01'],
    ['2026-12-31T16:00:00.000Z', '2027-01', '2027-01-01'],
  ])('is the month in Asia/Shanghai: %s lies in %s', (moment, code, day) => {
    expect(periodCodeOf(new Date(moment))).toBe(code);
    expect(shanghaiDay(new Date(moment))).toBe(day);
  });

  test('begins and ends at midnight in Asia/Shanghai', () => {
    const { startsAt, endsAt, state } = newPeriod('2026-12');
    expect([startsAt.toISOString(), endsAt.toISOString(), state]).toEqual([
      '2026-11-30T16:00:00.000Z',
      '2026-12-31T16:00:00.000Z',
      'OPEN',
    ]);
  });

  test.each([
    ['2026-01', '2026-02'],
    ['2026-09', '2026-10'],
    ['2026-12', '2027-01'],
  ])('%s is followed by %s', (code, next) => {
    expect(nextPeriodCode(code)).toBe(next);
  });

  test.each(['2026-13', '2026-00', '2026-1', '1999-01', '2026-11-01', ''])('is never "%s"', (code) => {
    expect(() => requirePeriodCode(code)).toThrow('not valid');
  });
});
