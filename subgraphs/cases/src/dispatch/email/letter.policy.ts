import { hasRole, type Actor } from '@ecogrid/identity';
import type { Letter } from './letter.entity.ts';

/** Who may see a letter: the desk, and the organization that it is written to. */
export function canReadLetter(actor: Actor, { organizationCode }: Pick<Letter, 'organizationCode'>): boolean {
  if (isDesk(actor)) return true;
  const handles = hasRole(actor, 'DEPARTMENT_STAFF', 'STREET_STAFF', 'GRID_HEAD', 'POST_SUPERVISION');
  return handles && actor.organizationCode === organizationCode;
}

/** Who works off dead letters. */
export function isDesk(actor: Actor): boolean {
  return hasRole(actor, 'OPERATOR', 'SHIFT_LEADER');
}
