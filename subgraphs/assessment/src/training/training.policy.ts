import { hasRole, personOf, type Actor } from '@ecogrid/identity';

/** Test results are for those who assess, for the desk, and for the person themselves. */
export function mayReadTestScore(actor: Actor, personId: string): boolean {
  if (hasRole(actor, 'ASSESSOR', 'OPERATOR', 'SHIFT_LEADER')) return true;
  // One's own result turns on the person: a selection with it is not shared with colleagues.
  return personOf(actor) === personId;
}
