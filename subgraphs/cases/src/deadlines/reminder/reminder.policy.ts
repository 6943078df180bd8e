import {
  NOTE_READERS,
  ZONE_READERS,
  gridsOf,
  hasRole,
  ALL_ROWS,
  NO_ROWS,
  inScope,
  type Actor,
  type RowScope,
} from '@ecogrid/identity';
import type { PhoneReminder } from './phone-reminder.entity.ts';

/** The reminders that an actor may see: the zone or their street. Those who are called see their tickets. */
export function visibleReminders(actor: Actor): RowScope {
  if (hasRole(actor, ...ZONE_READERS)) return ALL_ROWS;
  return { ...NO_ROWS, grids: gridsOf(actor, 'GRID_HEAD', 'STREET_STAFF') };
}

export function canReadReminder(actor: Actor, { gridCode }: Pick<PhoneReminder, 'gridCode'>): boolean {
  return inScope(visibleReminders(actor), { gridCode });
}

/** Contacts are visible to the roles that call: the desk, grid heads, street staff and checkers. */
export function maySeeCallees(actor: Actor): boolean {
  if (hasRole(actor, 'OPERATOR', 'SHIFT_LEADER', 'POST_SUPERVISION')) return true;
  // The city and the province read every reminder: a street of theirs gives no right to the numbers of another.
  const { everything, grids } = visibleReminders(actor);
  return !everything && grids.length > 0;
}

/** The note of a call is a word of a handling: docs/decisions/0084. */
export function mayReadNotes(actor: Actor): boolean {
  return hasRole(actor, ...NOTE_READERS) || !visibleReminders(actor).everything;
}

/** A masked number with its last digits: `*******0107`. */
export function masked(phone: string): string {
  return phone.replaceAll(/\d(?=(?:\D*\d){4})/g, '*');
}
