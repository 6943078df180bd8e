import { hasRole, type Actor } from '@ecogrid/identity';

/** Whether the actor may see people at all: whoever works in the system, not the public and not enterprises. */
export function maySeePeople(actor: Actor): boolean {
  return actor.roles.some((role) => role !== 'ENTERPRISE_USER');
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
