import { describe, expect, test } from '@jest/globals';
import { decimalOf, withinCap } from './points.rule.ts';

describe('points', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [-100, '-1.00'],
    [10_050, '100.50'],
  ])('%i hundredths are written %s', (hundredths, text) => {
    expect(decimalOf(hundredths)).toBe(text);
  });

  test.each([
    ['without a cap all', 50, null, 5_000, 50],
    ['below the cap all', 50, 1_000, 950, 50],
    ['at the edge the remainder', 50, 1_000, 970, 30],
    ['at the cap nothing', 50, 1_000, 1_000, 0],
    ['beyond the cap nothing', 50, 1_000, 1_200, 0],
    ['of a deduction the remainder', -50, 100, -70, -30],
    ['of a deduction at the cap nothing', -50, 100, -100, 0],
  ])('within a cap: %s', (_what, points, cap, already, expected) => {
    expect(withinCap(points, cap, already) + 0).toBe(expected);
  });
});
