import { describe, expect, test } from '@jest/globals';
import { PUBLIC_ACTOR, rightOf, type Actor, type Right, type Role } from '@ecogrid/identity';
import { canReadSite } from './site.policy.ts';

const STREET = '370871001';
const UNIT = '370871001001001';
const own = '91370871MA0000000X';
const anActor = (role: Role, scope: Partial<Right> = {}): Actor => ({
  ...PUBLIC_ACTOR,
  kind: 'PERSON',
  id: role,
  rights: [rightOf(role, { organization: 'DEPT-WATER', ...scope })],
});

describe('the readers of a site', () => {
  const here = { gridCode: UNIT, enterpriseCode: own };
  test.each([
    ['the public', PUBLIC_ACTOR, false],
    ['a supervisor', anActor('SUPERVISOR', { grid: STREET }), false],
    ['an operator', anActor('OPERATOR'), true],
    ['a department', anActor('DEPARTMENT_STAFF'), true],
    ['the head of the street', anActor('GRID_HEAD', { grid: STREET }), true],
    ['the head of another street', anActor('GRID_HEAD', { grid: '370871002' }), false],
    ['the member of the grid', anActor('GRID_MEMBER', { grid: UNIT }), true],
    ['a member of a neighbouring grid', anActor('GRID_MEMBER', { grid: '370871001002001' }), false],
    ['a member without a grid', anActor('GRID_MEMBER'), false],
    ['the enterprise itself', anActor('ENTERPRISE_USER', { enterprise: own }), true],
    ['another enterprise', anActor('ENTERPRISE_USER', { enterprise: '91370871MA0000AAAA' }), false],
    ['an enterprise without a code', anActor('ENTERPRISE_USER'), false],
  ])('%s: %#', (_who, actor, expected) => {
    expect(canReadSite(actor, here)).toBe(expected);
  });

  test('a place outside every grid is for those who see everything', () => {
    const outside = { gridCode: null, enterpriseCode: null };
    expect(canReadSite(anActor('GRID_HEAD', { grid: STREET }), outside)).toBe(false);
    expect(canReadSite(anActor('CITY'), outside)).toBe(true);
  });
});
