import { describe, expect, test } from '@jest/globals';
import { DataFlag, ReadingInterval, ReadingStatistic } from '../reading/index.ts';
import { tried } from './dry-run.rule.ts';

const RULE = { upper: '50', lower: null, unit: 'mg/L', opensAfter: 1, endsAfter: 1 } as const;
const START = Date.parse('2026-07-31T16:00:00Z');
const dayAt = (day: number): Date => new Date(START + day * 24 * 60 * 60_000);
const value = (day: number, text: string, more: object = {}) => ({
  deviceId: 'a',
  protocolVersion: '2017',
  interval: ReadingInterval.DAY,
  statistic: ReadingStatistic.AVERAGE,
  flag: DataFlag.NORMAL,
  pollutantCode: 'w01018',
  unit: 'mg/L',
  value: text,
  measuredAt: dayAt(day),
  ...more,
});
const days = (texts: readonly string[], more: object = {}) =>
  texts.map((text, day) => value(day, text, more));

describe('the episodes that a rule would have raised', () => {
  test.each([
    [
      'one for days in a row, with its end',
      RULE,
      ['40', '60', '70', '40', '55'],
      [
        [1, 2, 3, '70', 2],
        [4, 4, null, '55', 1],
      ],
    ],
    ['none for fewer days than it asks for', { ...RULE, opensAfter: 3 }, ['60', '60', '40', '60'], []],
    [
      'one that begins with the first of three',
      { ...RULE, opensAfter: 3 },
      ['60', '61', '62'],
      [[0, 2, null, '62', 3]],
    ],
    [
      'one over a good day, when two have to be good',
      { ...RULE, endsAfter: 2 },
      ['60', '40', '70', '40', '40'],
      [[0, 2, 3, '70', 2]],
    ],
    ['none on the limit', RULE, ['50.00'], []],
    ['for a lower limit', { ...RULE, upper: null, lower: '6' }, ['7', '5.9', '6'], [[1, 1, 2, '5.9', 1]]],
  ])('%s', (_name, rule, texts, expected) => {
    const found = tried(rule, days(texts)).map(({ run }) => [
      run.firstAt,
      run.lastAt,
      run.endedAt,
      run.peak,
      run.readingCount,
    ]);
    const at = (day: unknown): Date | null => (day === null ? null : dayAt(day as number));
    expect(found).toEqual(
      expected.map(([first, last, ended, ...rest]) => [at(first), at(last), at(ended), ...rest]),
    );
  });

  test('are counted for each device', () => {
    expect(tried(RULE, [...days(['60', '60']), ...days(['60'], { deviceId: 'b' })])).toHaveLength(2);
  });

  test.each([
    ['flagged as maintenance', { flag: DataFlag.MAINTENANCE }],
    ['without a flag', { flag: null }],
    ['in another unit', { unit: 'µg/L' }],
  ])('do not come from values %s', (_name, more) => {
    expect(tried(RULE, days(['60'], more))).toEqual([]);
  });
});
