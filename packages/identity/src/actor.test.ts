import { describe, expect, test } from '@jest/globals';
import {
  PUBLIC_ACTOR,
  ROLES,
  audienceOf,
  enterprisesOf,
  gridsOf,
  hasRole,
  holds,
  isStaff,
  organizationsOf,
  personOf,
  rightOf,
  sortedRights,
  type Actor,
  type Right,
} from './index.ts';

const UNIT_A = '370871001001001';
const STREET_B = '370871002';
const withRights = (...rights: Right[]): Actor => ({ ...PUBLIC_ACTOR, kind: 'PERSON', id: 'p1', rights });

/** A member in street A who is head of street B. */
const memberAndHead = withRights(
  rightOf('GRID_MEMBER', { grid: UNIT_A, organization: 'PLATFORM-A' }),
  rightOf('GRID_HEAD', { grid: STREET_B, organization: 'PLATFORM-B' }),
);

describe('rights are pairs of a role and a scope', () => {
  test.each([
    ['the member of the unit grid', 'GRID_MEMBER', UNIT_A, true],
    ['not its head', 'GRID_HEAD', UNIT_A, false],
    ['the head of the other street', 'GRID_HEAD', STREET_B, true],
    ['the head of a grid inside it', 'GRID_HEAD', `${STREET_B}001001`, true],
    ['not a member there', 'GRID_MEMBER', `${STREET_B}001001`, false],
    ['not the head of a larger grid', 'GRID_HEAD', '370871', false],
    ['not the head of another street', 'GRID_HEAD', '370871003', false],
  ] as const)('a member in A who is head of B is %s', (_name, role, grid, expected) => {
    expect(holds(memberAndHead, role, { grid })).toBe(expected);
  });

  test('the scopes of a role are those of its own rights', () => {
    expect(gridsOf(memberAndHead, 'GRID_HEAD')).toEqual([STREET_B]);
    expect(gridsOf(memberAndHead, 'GRID_MEMBER', 'GRID_HEAD')).toEqual([UNIT_A, STREET_B]);
    expect(gridsOf(memberAndHead, 'STREET_STAFF')).toEqual([]);
    expect(organizationsOf(memberAndHead, 'GRID_HEAD')).toEqual(['PLATFORM-B']);
    expect(holds(memberAndHead, ['GRID_HEAD'], { organization: 'PLATFORM-A' })).toBe(false);
  });

  test('an unknown grid, organization or enterprise is in the scope of no right', () => {
    const everything = withRights(rightOf('GRID_HEAD'), rightOf('ENTERPRISE_USER'));
    expect(holds(everything, 'GRID_HEAD', { grid: null })).toBe(false);
    expect(holds(everything, 'GRID_HEAD', { grid: UNIT_A })).toBe(false);
    expect(holds(everything, 'ENTERPRISE_USER', { enterprise: null })).toBe(false);
    expect(holds(everything, 'GRID_HEAD', { organization: null })).toBe(false);
  });

  test('an enterprise is spoken for by its own users', () => {
    const user = withRights(rightOf('ENTERPRISE_USER', { enterprise: '91350200MA2YJ1XR9G' }));
    expect(enterprisesOf(user)).toEqual(['91350200MA2YJ1XR9G']);
    expect(holds(user, 'ENTERPRISE_USER', { enterprise: '91350200MA2YJ1XR9G' })).toBe(true);
  });

  test('staff are all who hold a role other than that of an enterprise', () => {
    const outside = ROLES.filter((role) => !isStaff(withRights(rightOf(role))));
    expect([outside, isStaff(PUBLIC_ACTOR)]).toEqual([['ENTERPRISE_USER'], false]);
  });

  test('the type system refuses to ask for a role and a scope separately', () => {
    const operator = withRights(rightOf('OPERATOR'));
    expect(hasRole(operator, 'SHIFT_LEADER', 'OPERATOR')).toBe(true);
    // @ts-expect-error a grid role without its grid
    hasRole(memberAndHead, 'GRID_HEAD');
    // @ts-expect-error a department without its organization
    hasRole(memberAndHead, 'DEPARTMENT_STAFF');
    // @ts-expect-error a role without any scope
    expect(() => holds(memberAndHead, 'GRID_HEAD')).toThrow();
    // @ts-expect-error the scope of another kind of role
    holds(memberAndHead, 'SUPERVISOR', { organization: 'PLATFORM-A' });
    // @ts-expect-error a grid of a role that has none
    gridsOf(memberAndHead, 'OPERATOR');
    // @ts-expect-error there is no list of roles
    expect(memberAndHead.roles).toBeUndefined();
    // @ts-expect-error there is no list of grids
    expect(memberAndHead.grids).toBeUndefined();
  });

  test('are sorted and kept once, so that colleagues are equal', () => {
    const [a, b] = [rightOf('OPERATOR', { grid: '370871' }), rightOf('ASSESSOR', { grid: '370871' })];
    expect(sortedRights([a, b, { ...a }])).toEqual([b, a]);
  });
});

describe('an audience', () => {
  test('is the same for colleagues and names no person', () => {
    expect(audienceOf(memberAndHead)).toEqual(audienceOf({ ...memberAndHead, id: 'p2' }));
    expect(() => personOf(audienceOf(memberAndHead))).toThrow(/no person/);
    expect(personOf(memberAndHead)).toBe('p1');
  });
});
