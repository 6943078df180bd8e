import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { GraphContext } from '@ecogrid/subgraph';
import { aSeededDistrict, WATCHED, type SeededDistrict } from '../enterprises.builder.ts';
import { seriesKey } from './series.repository.ts';
import type { SeriesInterval, StoredValue } from './series.rule.ts';

const DAY_MS = 24 * 60 * 60_000;
const SINCE = Date.parse('2026-03-31T16:00:00Z');

describe.each(testEngines())('the data of a chart on $name', ({ ...engine }) => {
  let district: SeededDistrict;
  beforeAll(async () => {
    district = await aSeededDistrict(engine);
    const { id, monitorPointId } = WATCHED.device;
    const sent = (interval: 'REAL_TIME' | 'HOUR', statistic: 'Rtd' | 'Avg') => ({
      device: { id, monitorPointId },
      interval,
      measuredAt: new Date(SINCE),
      receivedAt: new Date(SINCE),
      values: [{ pollutantCode: 'w01018', statistic, value: '10', unit: 'mg/L', flag: 'N' as const }],
    });
    await district.database.transaction(() =>
      district.repositories.readingStore.keep([sent('REAL_TIME', 'Rtd'), sent('HOUR', 'Avg')]),
    );
  });
  afterAll(() => district.close());

  test.each<[string, SeriesInterval, number, SeriesInterval[]]>([
    ['of days has hours and real-time data', 'DAY', 31, ['HOUR', 'REAL_TIME']],
    ['of more than 31 days has hours, and no real-time data', 'DAY', 32, ['HOUR']],
    ['of hours has hours and real-time data', 'HOUR', 31, ['HOUR', 'REAL_TIME']],
    ['of more than 31 days of hours has no real-time data', 'HOUR', 32, ['HOUR']],
    ['of real-time data has nothing else', 'REAL_TIME', 2, ['REAL_TIME']],
  ])('%s', async (_name, interval, days, expected) => {
    const key = seriesKey(WATCHED.device.monitorPointId, 'w01018', interval, SINCE, SINCE + days * DAY_MS);
    const [values] = await district.repositories.series.values([key], {} as GraphContext);
    expect((values as StoredValue[]).map((value) => value.interval).sort()).toEqual(expected);
  });
});
