import { describe, expect, test } from '@jest/globals';
import { countedAs, daysOf, periodBefore, spotsOf, sumOf } from './hot-spot.rule.ts';

const CASE = {
  state: 'REPORTED',
  gridCode: '370871001001001',
  categoryCode: 'RIVER',
  createdAt: new Date('2026-03-04T01:00:00.000Z'),
} as const;
const COUNTED = { day: '2026-03-04', gridCode: CASE.gridCode, categoryCode: 'RIVER' };

describe('the grid by which a case is counted', () => {
  test.each([
    ['on the day of its opening', {}, COUNTED],
    ['on the day that it is in Shanghai', { createdAt: new Date('2026-03-03T16:00:00.000Z') }, COUNTED],
    [
      'on the day before, a millisecond earlier',
      { createdAt: new Date('2026-03-03T15:59:59.999Z') },
      { ...COUNTED, day: '2026-03-03' },
    ],
    ['without a category until it is determined', { categoryCode: null }, { ...COUNTED, categoryCode: '' }],
    ['still when it is closed', { state: 'CLOSED' as const }, COUNTED],
    ['nowhere while it lies in no grid', { gridCode: null }, null],
    ['nowhere when it is rejected', { state: 'REJECTED' as const }, null],
    ['nowhere when it is merged', { state: 'MERGED' as const }, null],
    ['nowhere when it is void', { state: 'VOID' as const }, null],
  ])('is %s', (_rule, more, key) => {
    expect(countedAs({ ...CASE, ...more })).toEqual(key);
  });
});

describe('the period before', () => {
  test.each([
    ['a day', '2026-03-01', '2026-03-01', 1, '2026-02-28', '2026-02-28'],
    ['a week', '2026-03-02', '2026-03-08', 7, '2026-02-23', '2026-03-01'],
    ['over the turn of a year', '2026-01-01', '2026-01-31', 31, '2025-12-01', '2025-12-31'],
    ['a leap day', '2024-03-01', '2024-03-01', 1, '2024-02-29', '2024-02-29'],
  ])('of %s is as long and ends right before', (_what, from, to, days, previousFrom, previousTo) => {
    expect(daysOf({ from, to })).toBe(days);
    expect(periodBefore({ from, to })).toEqual({ from: previousFrom, to: previousTo });
  });
});

describe('hot spots', () => {
  const tally = (gridCode: string, categoryCode: string, opened: number, openedBefore: number) => ({
    gridCode,
    categoryCode,
    opened,
    openedBefore,
  });

  test('are sorted by the number of cases, then by growth, then by code; their categories likewise', () => {
    const tallies = [
      ...[tally('C', 'DUST', 2, 0), tally('A', 'DUST', 1, 4), tally('A', 'RIVER', 3, 0)],
      ...[tally('B', 'DUST', 4, 1), tally('D', 'DUST', 2, 0), tally('E', 'DUST', 0, 9)],
    ];
    expect(spotsOf(tallies).map(({ gridCode, opened }) => `${gridCode}${opened}`)).toEqual([
      ...['B4', 'A4', 'C2', 'D2', 'E0'],
    ]);
    expect(spotsOf(tallies)[1]?.tallies.map(({ categoryCode }) => categoryCode)).toEqual(['RIVER', 'DUST']);
    expect(sumOf(tallies)).toEqual({ opened: 12, openedBefore: 14 });
  });

  test('of nothing are none', () => {
    expect([spotsOf([]), sumOf([])]).toEqual([[], { opened: 0, openedBefore: 0 }]);
  });
});
