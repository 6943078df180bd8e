import { describe, expect, test } from '@jest/globals';
import { ASSISTING_MOST, explainRoute, mediumOf, type RoutingRule } from './index.ts';
import type { Routed } from './route.rule.ts';

const rule = (rank: number, more: Partial<RoutingRule>): RoutingRule => ({
  id: `rule-${rank}`,
  code: `RULE-${rank}`,
  version: 1,
  rank,
  categoryCode: null,
  medium: null,
  objectKind: null,
  gridCode: null,
  isUrgent: null,
  organizationCode: 'DEPT-A',
  role: 'LEAD',
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  reason: null,
  publishedBy: null,
  publishedAt: null,
  ...more,
});
const rules = [
  rule(1, { categoryCode: 'DUST', organizationCode: 'DEPT-HOUSING' }),
  rule(2, { medium: 'WATER', organizationCode: 'DEPT-ENVIRONMENT', effectiveTo: '2026-07-01' }),
  rule(3, { organizationCode: 'PLATFORM-{street}', role: 'ASSISTING' }),
  rule(4, { gridCode: '370871002', organizationCode: 'DEPT-URBAN', role: 'ASSISTING' }),
  rule(5, { objectKind: 'LIVESTOCK_FARM', organizationCode: 'DEPT-AGRICULTURE' }),
  rule(6, { isUrgent: true, organizationCode: 'DEPT-EMERGENCY', role: 'ASSISTING' }),
  rule(7, { isUrgent: true, organizationCode: 'DEPT-HOUSING', role: 'ASSISTING' }),
  rule(9, { organizationCode: 'DEPT-LAST' }),
];
const nothing: Routed = {
  categoryCode: null,
  medium: null,
  objectKind: null,
  gridCode: null,
  isUrgent: false,
};
const DAY = '2026-03-01';
const unit = '370871002001001';

describe('the route', () => {
  test.each([
    { name: 'the category', routed: { categoryCode: 'DUST' }, codes: ['DEPT-HOUSING'] },
    { name: 'the medium', routed: { medium: 'WATER' }, day: '2026-06-30', codes: ['DEPT-ENVIRONMENT'] },
    { name: 'the day a rule ends', routed: { medium: 'WATER' }, day: '2026-07-01', codes: ['DEPT-LAST'] },
    { name: 'the day before any rule', routed: { categoryCode: 'DUST' }, day: '2025-12-31', codes: [] },
    { name: 'the first day', routed: { categoryCode: 'DUST' }, day: '2026-01-01', codes: ['DEPT-HOUSING'] },
    {
      name: 'the street',
      routed: { categoryCode: 'DUST', gridCode: unit },
      codes: ['DEPT-HOUSING', 'PLATFORM-370871002', 'DEPT-URBAN'],
    },
    { name: 'a grid above streets', routed: { gridCode: '370871' }, codes: ['DEPT-LAST'] },
    { name: 'the kind of object', routed: { objectKind: 'LIVESTOCK_FARM' }, codes: ['DEPT-AGRICULTURE'] },
    { name: 'another kind of object', routed: { objectKind: 'COAL_YARD' }, codes: ['DEPT-LAST'] },
    { name: 'urgency', routed: { isUrgent: true }, codes: ['DEPT-LAST', 'DEPT-EMERGENCY', 'DEPT-HOUSING'] },
    {
      name: 'urgency, without a lead that assists itself',
      routed: { categoryCode: 'DUST', isUrgent: true },
      codes: ['DEPT-HOUSING', 'DEPT-EMERGENCY'],
    },
  ] as ReadonlyArray<{ name: string; routed: Partial<Routed>; day?: string; codes: string[] }>)(
    'turns on $name',
    ({ routed, day = DAY, codes }) => {
      const { route } = explainRoute(rules, { ...nothing, ...routed }, day);
      expect(route.map(({ organizationCode }) => organizationCode)).toEqual(codes);
      expect(route.filter(({ role }) => role === 'LEAD')).toHaveLength(codes.length > 0 ? 1 : 0);
    },
  );

  test('has no more assisting organizations than one dispatch takes', () => {
    const many = Array.from({ length: ASSISTING_MOST + 2 }, (_, rank) =>
      rule(rank, { organizationCode: `DEPT-${rank}`, role: 'ASSISTING' }),
    );
    const { route } = explainRoute(many, nothing, DAY);
    expect(route.map(({ organizationCode }) => organizationCode)).toEqual(
      many.slice(0, ASSISTING_MOST).map(({ organizationCode }) => organizationCode),
    );
  });

  test('is explained rule by rule, in order, with every reason', () => {
    const { verdicts } = explainRoute(
      [...rules].reverse(),
      { ...nothing, categoryCode: 'DUST', isUrgent: true },
      '2026-07-01',
    );
    expect(verdicts.map(({ rule: { rank }, use, mismatches }) => [rank, use, mismatches])).toEqual([
      [1, 'LEAD', []],
      [2, 'NONE', ['NOT_IN_FORCE', 'MEDIUM']],
      [3, 'NONE', ['NO_STREET']],
      [4, 'NONE', ['GRID']],
      [5, 'NONE', ['OBJECT_KIND']],
      [6, 'ASSISTING', []],
      [7, 'REPEATED', []],
      [9, 'REPEATED', []],
    ]);
  });

  test.each([
    ['w01018', 'WATER'],
    ['a21026', 'AIR'],
    ['x', null],
    [null, null],
  ])('knows the medium of %s', (code, medium) => {
    expect(mediumOf(code)).toBe(medium);
  });
});
