import { describe, expect, test } from '@jest/globals';
import { kept, type StandingPackets } from './standing.rule.ts';

const AT = new Date('2026-08-01T00:00:00Z');
const sent = (value: number, interval: 'REAL_TIME' | 'HOUR' = 'REAL_TIME') => ({
  interval,
  receivedAt: AT,
  values: [
    { pollutantCode: 'w01018', statistic: 'Rtd' as const, value: String(value), unit: 'mg/L', flag: null },
  ],
});

describe('the measurements of one DataTime', () => {
  test('are 60 at most; a packet beyond them has no place, one that repeats any of them is known', () => {
    const standing: StandingPackets = new Map();
    const outcomes = Array.from({ length: 62 }, (_, value) => kept(sent(value), standing));
    expect(outcomes.map(({ isCrowded }) => isCrowded)).toEqual(outcomes.map((_, value) => value >= 60));
    expect(outcomes.map(({ fresh }) => fresh.length)).toEqual(outcomes.map((_, value) => Number(value < 60)));
    expect(standing.size).toBe(60);
    expect(kept(sent(59), standing)).toMatchObject({ repeated: 1, isCrowded: false });
  });

  test('of an interval are one, which is corrected any number of times', () => {
    const standing: StandingPackets = new Map();
    const outcomes = Array.from({ length: 62 }, (_, value) => kept(sent(value, 'HOUR'), standing));
    expect(outcomes.map(({ replaced }) => replaced.length)).toEqual(
      outcomes.map((_, value) => Number(value > 0)),
    );
    expect(outcomes.every(({ isCrowded }) => !isCrowded)).toBe(true);
  });
});
