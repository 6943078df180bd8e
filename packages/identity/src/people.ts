import { ZONE_READERS, gridsOf, hasRole, organizationsOf, type Actor } from './actor.ts';
import { NO_ROWS, inScope, type RowScope } from './row-scope.ts';

/** Analysis counts people and knows none. */
const PEOPLE_READERS = ZONE_READERS.filter((role) => role !== 'BI');

/**
 * The people that an actor may see (docs/domain.md §7): those who hold a role in the grids today, and those who work in the
 * organizations. Grids selects people by it; the others decide by it whether to show an id.
 *
 * The narrowest reading of the visibility table: the desk, the levels above, the assessment and administrators see all people, a street
 * its own people, a member those of the own grid, a department its colleagues. Supervisors, enterprises, BI and the
 * public see no people.
 */
export function visiblePeople(actor: Actor): RowScope {
  return {
    ...NO_ROWS,
    everything: hasRole(actor, ...PEOPLE_READERS, 'ADMINISTRATOR'),
    grids: gridsOf(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER'),
    organizations: organizationsOf(actor, 'DEPARTMENT_STAFF'),
  };
}

/** The columns of an appointment by which a copy in another subgraph decides the readers of the person. */
interface SightedAppointment {
  readonly personId: string;
  readonly organizationCode: string;
  readonly gridCode: string | null;
  /** First day, YYYY-MM-DD. */
  readonly since: string;
  /** First day on which it no longer holds; null while it is open. */
  readonly until: string | null;
}

/** The people of a scope by the appointments that hold on the day. */
export function peopleIn(
  scope: RowScope,
  appointments: readonly SightedAppointment[],
  day: string,
): ReadonlySet<string> {
  const seen = appointments.filter(
    ({ since, until, gridCode, organizationCode }) =>
      since <= day &&
      (until === null || until > day) &&
      inScope(scope, { gridCode, organizations: [organizationCode] }),
  );
  return new Set(seen.map(({ personId }) => personId));
}

/** Whether the actor may see people at all. */
export function maySeePeople(actor: Actor): boolean {
  const { everything, grids, organizations } = visiblePeople(actor);
  return everything || grids.length > 0 || organizations.length > 0;
}

/** Whether the actor may see people of other organizations: a department sees its colleagues only. */
export function maySeeOthers(actor: Actor): boolean {
  const { everything, grids } = visiblePeople(actor);
  return everything || grids.length > 0;
}

/** Whether the actor may see the pseudonyms of people: BI, which sees no people, and assessors, who answer its questions. */
export function maySeePseudonyms(actor: Actor): boolean {
  return hasRole(actor, 'BI', 'ASSESSOR');
}
