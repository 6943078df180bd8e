import { describe, expect, test } from '@jest/globals';
import { compareDecimals } from './decimal.rule.ts';
import { brokenBound, isInForce } from './limit.rule.ts';

describe('comparing decimals as they are written', () => {
  test.each([
    ['100', '100.00', 0],
    ['0100', '100', 0],
    ['-0', '0.0', 0],
    ['100.00000000000000000001', '100', 1],
    ['0.30000000000000004', '0.3', 1],
    ['9', '10', -1],
    ['-5', '3', -1],
    ['-1.5', '-1.25', -1],
    ['99999999999999999999.9', '99999999999999999999.8', 1],
  ])('%s against %s', (a, b, expected) => {
    expect(compareDecimals(a, b)).toBe(expected);
  });

  test.each(['', '1e3', 'NaN', '.5', '1,5'])('refuses %p', (text) => {
    expect(() => compareDecimals(text, '1')).toThrow(RangeError);
  });
});

describe('a limit with two bounds', () => {
  const ph = { upper: '9', lower: '6' };
  test.each([
    ['9', null],
    ['9.000', null],
    ['9.001', { bound: 'UPPER', limit: '9' }],
    ['6', null],
    ['5.999', { bound: 'LOWER', limit: '6' }],
  ])('judges %s', (value, expected) => {
    expect(brokenBound(ph, value)).toEqual(expected);
  });

  test('says nothing of a side without a bound', () => {
    expect(brokenBound({ upper: null, lower: '6' }, '1000')).toBeNull();
    expect(brokenBound({ upper: '9', lower: null }, '-1000')).toBeNull();
  });
});

describe('the days of a rule, by the calendar of Asia/Shanghai', () => {
  const rule = { effectiveFrom: '2026-01-01', effectiveTo: '2026-07-01' };
  test.each([
    ['2025-12-31T15:59:59.999Z', false],
    ['2025-12-31T16:00:00.000Z', true],
    ['2026-06-30T15:59:59.999Z', true],
    ['2026-06-30T16:00:00.000Z', false],
  ])('at %s it is in force: %s', (moment, expected) => {
    expect(isInForce(rule, new Date(moment))).toBe(expected);
  });

  test('an open rule stays in force', () => {
    expect(isInForce({ ...rule, effectiveTo: null }, new Date('2099-01-01T00:00:00Z'))).toBe(true);
  });
});
