import { expect, test } from '@jest/globals';
import type { Episode } from '../episode/index.ts';
import { explanationEn, explanationZh } from './alarm.words.ts';

test('an explanation has the values of the instrument as readers see them', () => {
  const about = {
    averaging: 'DAILY',
    bound: 'UPPER',
    limit: '050.0',
    peak: '0150.50',
    unit: 'mg/L',
  } as const;
  const episode = { ...about, pollutantCode: 'w01018', readingCount: 2 } as Episode;
  expect(explanationZh(episode, null, null)).toBe('w01018日均值高于上限 50 mg/L,最差 150.5 mg/L,共 2 个。');
  expect(explanationEn(episode, null, null)).toContain('limit of 50 mg/L, the worst 150.5 mg/L.');
});
