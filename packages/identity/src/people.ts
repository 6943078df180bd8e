import { gridsOf, hasRole, organizationsOf, type Actor } from './actor.ts';

/** Which people an actor may see (docs/decisions/0013). Grids decides by it; others decide whether an id is told. */
export interface PeopleScope {
  readonly everybody: boolean;
  /** Grids: the people who hold a role inside one of them today. */
  readonly grids: readonly string[];
  /** Organizations: the people who work there. */
  readonly organizations: readonly string[];
}

/**
 * The narrowest reading of the visibility table: the desk, the levels above and the assessment see everybody, a street
 * its own people, a member those of the own grid, a department its colleagues. Supervisors, enterprises, BI and the
 * public see no people.
 */
export function visiblePeople(actor: Actor): PeopleScope {
  return {
    everybody: hasRole(actor, 'OPERATOR', 'SHIFT_LEADER', 'POST_SUPERVISION', 'CITY', 'PROVINCE', 'ASSESSOR'),
    grids: gridsOf(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER'),
    organizations: organizationsOf(actor, 'DEPARTMENT_STAFF'),
  };
}

/** Whether the actor may see people at all. */
export function maySeePeople(actor: Actor): boolean {
  const { everybody, grids, organizations } = visiblePeople(actor);
  return everybody || grids.length > 0 || organizations.length > 0;
}

/** Whether the actor may see people of other organizations: a department sees its colleagues only. */
export function maySeeOthers(actor: Actor): boolean {
  const { everybody, grids } = visiblePeople(actor);
  return everybody || grids.length > 0;
}
