import { hasRole, type Actor } from '@ecogrid/identity';
import type { Letter } from './letter.entity.ts';

/** The desk and the receiving organization may see an e-mail. */
export function canReadLetter(actor: Actor, { organizationCode }: Pick<Letter, 'organizationCode'>): boolean {
  if (isDesk(actor)) return true;
  const handles = hasRole(actor, 'DEPARTMENT_STAFF', 'STREET_STAFF', 'GRID_HEAD', 'POST_SUPERVISION');
  return handles && actor.organizationCode === organizationCode;
}

/** The roles that resend dead e-mails. */
export function isDesk(actor: Actor): boolean {
  return hasRole(actor, 'OPERATOR', 'SHIFT_LEADER');
}
