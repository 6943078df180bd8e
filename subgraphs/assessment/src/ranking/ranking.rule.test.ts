import { describe, expect, test } from '@jest/globals';
import { competitionRanking } from './ranking.rule.ts';

describe('competition ranking', () => {
  test.each([
    [
      [90, 100, 90, 80],
      [1, 2, 2, 4],
    ],
    [
      [70, 70, 70],
      [1, 1, 1],
    ],
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
    [
      [5, 9, 9, 9, 5, 1],
      [1, 1, 1, 4, 4, 6],
    ],
    [[], []],
  ])('of %j gives %j', (points, ranks) => {
    const ranked = competitionRanking(points, (each) => each);
    expect(ranked.map(({ rank }) => rank)).toEqual(ranks);
    expect(ranked.map(({ item }) => item)).toEqual([...points].sort((a, b) => b - a));
  });
});
