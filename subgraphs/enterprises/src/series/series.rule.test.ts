import { describe, expect, test } from '@jest/globals';
import { readCodeTables } from '../starter/index.ts';
import { seriesOf, thinned, type SeriesInterval, type StoredValue } from './series.rule.ts';

const { averagingRules: AVERAGING_RULES } = readCodeTables();

/** Midnight in Asia/Shanghai. */
const DAY = Date.parse('2026-07-31T16:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const stored = (at: number, value: string, more: Partial<StoredValue> = {}): StoredValue => ({
  interval: 'REAL_TIME',
  statistic: 'Rtd',
  flag: 'N',
  unit: 'mg/L',
  at,
  value,
  ...more,
});
const minutes = (from: number, count: number, value: string, flag = 'N'): StoredValue[] =>
  Array.from({ length: count }, (_, minute) => stored(from + minute * MINUTE, value, { flag }));
const range = (interval: SeriesInterval, from: number, until: number) => ({
  interval,
  since: new Date(from),
  until: new Date(until),
});
const hours = (values: readonly StoredValue[], count = 2) =>
  seriesOf(values, range('HOUR', DAY, DAY + count * HOUR), AVERAGING_RULES);

describe('the hours of a series', () => {
  test('are the means that the device has sent, with the least and the greatest value', () => {
    const hour = { interval: 'HOUR' as const };
    const sent = [
      stored(DAY, '40', { ...hour, statistic: 'Min' }),
      stored(DAY, '42.50', { ...hour, statistic: 'Avg' }),
      stored(DAY, '60', { ...hour, statistic: 'Max' }),
    ];
    expect(hours([...sent, ...minutes(DAY, 60, '99')])[0]).toEqual({
      at: new Date(DAY),
      value: '42.50',
      minimum: '40',
      maximum: '60',
      flag: 'N',
      coverage: null,
      isValid: true,
    });
  });

  test.each([
    [45, true],
    [44, false],
  ])('are computed from real-time data: %i valid minutes, valid %s', (count, isValid) => {
    const values = [...minutes(DAY, count, '10'), ...minutes(DAY + 50 * MINUTE, 10, '999', 'M')];
    expect(hours(values)[0]).toMatchObject({ value: '10', coverage: count / 60, isValid });
  });

  test('count a minute once, however often the device sends', () => {
    const often = minutes(DAY, 30, '10').flatMap((value) => [
      value,
      { ...value, at: value.at + 20_000, value: '20' },
    ]);
    expect(hours(often)[0]).toMatchObject({ value: '15', coverage: 0.5, isValid: false });
  });

  test('have gaps', () => {
    expect(hours(minutes(DAY, 60, '10'))[1]).toMatchObject({ value: null, coverage: 0, isValid: false });
  });
});

describe('the days of a series', () => {
  test.each([
    [20, true],
    [19, false],
  ])('are means of hours from midnight in China: %i valid hours, valid %s', (count, isValid) => {
    const values = Array.from({ length: count }, (_, hour) =>
      stored(DAY + hour * HOUR, String(hour), { interval: 'HOUR', statistic: 'Avg' }),
    );
    const [day, ...more] = seriesOf(values, range('DAY', DAY, DAY + 24 * HOUR), AVERAGING_RULES);
    expect(more).toEqual([]);
    expect(day).toMatchObject({
      at: new Date(DAY),
      value: String((count - 1) / 2),
      coverage: count / 24,
      isValid,
    });
  });

  test('take an hour that the device has sent, also within the hour, in place of the computed one', () => {
    const sent = (flag: string): StoredValue =>
      stored(DAY + 5 * MINUTE, '50', { interval: 'HOUR', statistic: 'Avg', flag });
    const dayOf = (flag: string) =>
      seriesOf([...minutes(DAY, 60, '10'), sent(flag)], range('DAY', DAY, DAY + 24 * HOUR), AVERAGING_RULES);
    expect(dayOf('N')).toMatchObject([{ value: '50', coverage: 1 / 24 }]);
    expect(dayOf('D')).toMatchObject([{ value: null, coverage: 0 }]);
  });

  test('do not count an hour that is not valid', () => {
    const values = Array.from({ length: 24 }, (_, hour) =>
      minutes(DAY + hour * HOUR, hour < 20 ? 45 : 44, '10'),
    ).flat();
    const [day] = seriesOf(values, range('DAY', DAY, DAY + 24 * HOUR), AVERAGING_RULES);
    expect(day).toMatchObject({ coverage: 20 / 24, isValid: true });
  });
});

describe('a series with more places than wanted', () => {
  const places = hours(
    [5, 9, 1, 7].map((value, hour) =>
      stored(DAY + hour * HOUR, String(value), { interval: 'HOUR', statistic: 'Avg' }),
    ),
    5,
  );
  test('may have as many values as a device sends', () => {
    const often = Array.from({ length: 200_000 }, (_, index) => stored(DAY + index, String(index % 7)));
    const all = seriesOf(often, range('REAL_TIME', DAY, DAY + HOUR), AVERAGING_RULES);
    expect(thinned(all, 1)).toMatchObject([{ minimum: '0', maximum: '6' }]);
  });

  test('keeps its peaks and its gaps', () => {
    expect(thinned(places, 5)).toEqual(places);
    expect(thinned(places, 3)).toMatchObject([
      { at: new Date(DAY), value: '7', minimum: '5', maximum: '9' },
      { value: '4', minimum: '1', maximum: '7' },
      { value: null, coverage: 0 },
    ]);
  });
});
