import { gridsOf, hasRole, organizationsOf, type Actor } from './actor.ts';

/** Which people an actor may see (docs/domain.md §7). Grids selects people by it; the others decide by it whether to show an id. */
export interface PeopleScope {
  /** All people; the two lists add nothing then. */
  readonly isEveryone: boolean;
  /** Grids: the people who hold a role inside one of them today. */
  readonly grids: readonly string[];
  /** Organizations: the people who work there. */
  readonly organizations: readonly string[];
}

/**
 * The narrowest reading of the visibility table: the desk, the levels above and the assessment see all people, a street
 * its own people, a member those of the own grid, a department its colleagues. Supervisors, enterprises, BI and the
 * public see no people.
 */
export function visiblePeople(actor: Actor): PeopleScope {
  return {
    isEveryone: hasRole(
      actor,
      'OPERATOR',
      'SHIFT_LEADER',
      'POST_SUPERVISION',
      'CITY',
      'PROVINCE',
      'ASSESSOR',
    ),
    grids: gridsOf(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER'),
    organizations: organizationsOf(actor, 'DEPARTMENT_STAFF'),
  };
}

/** Whether the actor may see people at all. */
export function maySeePeople(actor: Actor): boolean {
  const { isEveryone, grids, organizations } = visiblePeople(actor);
  return isEveryone || grids.length > 0 || organizations.length > 0;
}

/** Whether the actor may see people of other organizations: a department sees its colleagues only. */
export function maySeeOthers(actor: Actor): boolean {
  const { isEveryone, grids } = visiblePeople(actor);
  return isEveryone || grids.length > 0;
}

/** Whether the actor may see the pseudonyms of people: BI, which sees no people, and assessors, who answer its questions. */
export function maySeePseudonyms(actor: Actor): boolean {
  return hasRole(actor, 'BI', 'ASSESSOR');
}
