import { hasRole, type Actor, type Role } from '@ecogrid/identity';

/** The roles without a need to see people: supervisors only report, and analysis uses no names. */
const WITHOUT_PEOPLE: readonly Role[] = ['ENTERPRISE_USER', 'SUPERVISOR', 'BI'];

/** Whether the actor may see people at all. See docs/domain.md §7. */
export function maySeePeople(actor: Actor): boolean {
  return actor.roles.some((role) => !WITHOUT_PEOPLE.includes(role));
}

/** Telephone numbers are for those who call: the desk, grid heads, street staff and those who check. */
export function maySeePhones(actor: Actor): boolean {
  return hasRole(
    actor,
    'OPERATOR',
    'SHIFT_LEADER',
    'GRID_HEAD',
    'STREET_STAFF',
    'POST_SUPERVISION',
    'ASSESSOR',
  );
}
