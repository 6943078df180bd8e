import { describe, expect, test } from '@jest/globals';
import { suggestedRoute, type RoutingRule } from './index.ts';

const rule = (rank: number, more: Partial<RoutingRule>): RoutingRule => ({
  id: `rule-${rank}`,
  rank,
  categoryCode: null,
  medium: null,
  gridCode: null,
  organizationCode: 'DEPT-A',
  role: 'LEAD',
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  ...more,
});
const rules = [
  rule(1, { categoryCode: 'DUST', organizationCode: 'DEPT-HOUSING' }),
  rule(2, { medium: 'WATER', organizationCode: 'DEPT-ENVIRONMENT', effectiveTo: '2026-07-01' }),
  rule(3, { organizationCode: 'PLATFORM-{street}', role: 'ASSISTING' }),
  rule(4, { gridCode: '370871002', organizationCode: 'DEPT-URBAN', role: 'ASSISTING' }),
  rule(9, { organizationCode: 'DEPT-LAST' }),
];
const about = (categoryCode: string, pollutantCode: string | null, gridCode: string | null) => ({
  categoryCode,
  pollutantCode,
  gridCode,
});

describe('the suggested route', () => {
  test.each([
    { name: 'the category', routed: about('DUST', null, null), day: '2026-03-01', codes: ['DEPT-HOUSING'] },
    {
      name: 'the medium',
      routed: about('X', 'w01018', null),
      day: '2026-06-30',
      codes: ['DEPT-ENVIRONMENT'],
    },
    {
      name: 'the day a rule ends',
      routed: about('X', 'w01018', null),
      day: '2026-07-01',
      codes: ['DEPT-LAST'],
    },
    { name: 'the day before any rule', routed: about('DUST', null, null), day: '2025-12-31', codes: [] },
    {
      name: 'the street',
      routed: about('DUST', null, '370871002001001'),
      day: '2026-03-01',
      codes: ['DEPT-HOUSING', 'PLATFORM-370871002', 'DEPT-URBAN'],
    },
    {
      name: 'a grid above streets',
      routed: about('DUST', null, '370871'),
      day: '2026-03-01',
      codes: ['DEPT-HOUSING'],
    },
  ])('turns on $name', ({ routed, day, codes }) => {
    expect(suggestedRoute(rules, routed, day).map(({ organizationCode }) => organizationCode)).toEqual(codes);
  });
});
