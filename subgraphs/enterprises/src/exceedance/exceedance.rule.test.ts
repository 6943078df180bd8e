import { describe, expect, test } from '@jest/globals';
import { Averaging, type LimitRule } from '../limit-rule/index.ts';
import { DataFlag, ReadingInterval, ReadingStatistic } from '../reading/index.ts';
import { verdictsOf, type Measured } from './exceedance.rule.ts';

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
  isConverted: false,
} as LimitRule;
const OF_2017 = { protocolVersion: '2017', isNormal: true };
const breachesOf = (value: Measured, rules: readonly LimitRule[], context = OF_2017) =>
  verdictsOf(value, rules, context).flatMap(({ rule: { id }, broken }) =>
    broken ? [{ id, ...broken }] : [],
  );

describe('the rules that a reading breaks', () => {
  test('a normal real-time value above a real-time limit breaks it', () => {
    expect(breachesOf(reading, [rule])).toEqual([{ id: 'r', bound: 'UPPER', limit: '100' }]);
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

  const hour = { ...reading, interval: ReadingInterval.HOUR, statistic: ReadingStatistic.AVERAGE };
  const day = { ...reading, interval: ReadingInterval.DAY, statistic: ReadingStatistic.AVERAGE };
  test.each([
    ['the mean of an hour', hour, Averaging.HOURLY],
    ['the mean of a day', day, Averaging.DAILY],
  ])('%s breaks the rule of such means', (_what, mean, averaging) => {
    expect(breachesOf(mean, [{ ...rule, averaging }])).toHaveLength(1);
    expect(breachesOf({ ...mean, statistic: ReadingStatistic.MAXIMUM }, [{ ...rule, averaging }])).toEqual(
      [],
    );
  });

  test('a limit at the reference oxygen content is compared with converted values only', () => {
    const converted = { ...rule, averaging: Averaging.HOURLY, isConverted: true };
    expect(breachesOf(hour, [converted])).toEqual([]);
    expect(breachesOf({ ...hour, statistic: ReadingStatistic.CONVERTED_AVERAGE }, [converted])).toHaveLength(
      1,
    );
  });

  test.each([
    ['2005', true, hour, 1],
    ['2005', false, hour, 0],
    ['2017', true, hour, 0],
    ['2005', true, reading, 0],
  ])(
    'without a flag, by the edition of %s with the device in order (%s), %# breaks %i rules',
    (protocolVersion, isNormal, value, expected) => {
      const rules = [rule, { ...rule, averaging: Averaging.HOURLY }];
      expect(breachesOf({ ...value, flag: null }, rules, { protocolVersion, isNormal })).toHaveLength(
        expected,
      );
    },
  );
});
