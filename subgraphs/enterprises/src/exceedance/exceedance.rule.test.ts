import { describe, expect, test } from '@jest/globals';
import { Averaging, type LimitRule } from '../limit-rule/index.ts';
import { DataFlag, ReadingInterval, ReadingStatistic } from '../reading/index.ts';
import { breachesOf } from './exceedance.rule.ts';

const reading = {
  interval: ReadingInterval.REAL_TIME,
  statistic: ReadingStatistic.REAL_TIME,
  flag: DataFlag.NORMAL,
  pollutantCode: 'w01018',
  unit: 'mg/L',
  value: '100.01',
  measuredAt: new Date('2026-08-01T00:58:57Z'),
};
const rule = {
  id: 'r',
  pollutantCode: 'w01018',
  averaging: Averaging.REAL_TIME,
  upper: '100',
  lower: null,
  unit: 'mg/L',
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
} as LimitRule;

describe('the rules that a reading breaks', () => {
  test('a normal real-time value above a real-time limit breaks it', () => {
    expect(breachesOf(reading, [rule])).toEqual([{ rule, bound: 'UPPER', limit: '100' }]);
  });

  test('each rule is broken by itself', () => {
    expect(breachesOf(reading, [rule, { ...rule, id: 's', upper: '50' }])).toHaveLength(2);
  });

  test.each([
    ['on the limit', { value: '100.0' }],
    ['of another factor', { pollutantCode: 'w21003' }],
    ['in another unit', { unit: 'µg/L' }],
    ['measured before the rule', { measuredAt: new Date('2025-12-31T15:00:00Z') }],
    ['that is a mean', { statistic: ReadingStatistic.AVERAGE }],
    ['that was converted', { statistic: ReadingStatistic.CONVERTED_REAL_TIME }],
    ['of an hour', { interval: ReadingInterval.HOUR, statistic: ReadingStatistic.AVERAGE }],
    ['without a flag', { flag: null }],
  ])('a value %s breaks nothing', (_what, change) => {
    expect(breachesOf({ ...reading, ...change }, [rule])).toEqual([]);
  });

  test.each(Object.values(DataFlag).filter((flag) => flag !== DataFlag.NORMAL))(
    'a value flagged %s breaks nothing',
    (flag) => {
      expect(breachesOf({ ...reading, flag }, [rule])).toEqual([]);
    },
  );

  test.each([Averaging.HOURLY, Averaging.DAILY])(
    'a real-time value says nothing of a %s rule',
    (averaging) => {
      expect(breachesOf(reading, [{ ...rule, averaging }])).toEqual([]);
    },
  );
});
