import {
  NOTE_READERS,
  ZONE_READERS,
  gridsOf,
  hasRole,
  holds,
  organizationsOf,
  ALL_ROWS,
  NO_ROWS,
  inScope,
  type Actor,
  type OrganizationRole,
  type RowScope,
} from '@ecogrid/identity';
import type { Ticket } from './ticket.entity.ts';

/** The fields of a ticket that decide its visibility; events of a ticket carry the same. */
export type TicketVisibility = Pick<Ticket, 'gridCode' | 'organizationCode'>;

/** The tickets that an actor may see: the zone, one's grids, or those of one's organization. Enterprises see none. */
export function visibleTickets(actor: Actor): RowScope {
  return ticketsOf(actor, ZONE_READERS);
}

function ticketsOf(actor: Actor, zoneReaders: typeof ZONE_READERS): RowScope {
  if (hasRole(actor, ...zoneReaders)) return ALL_ROWS;
  return {
    ...NO_ROWS,
    grids: gridsOf(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER'),
    organizations: organizationsOf(actor, 'DEPARTMENT_STAFF', 'GRID_HEAD', 'STREET_STAFF'),
  };
}

export function canReadTicket(actor: Actor, { gridCode, organizationCode }: TicketVisibility): boolean {
  return inScope(visibleTickets(actor), { gridCode, organizations: [organizationCode] });
}

/** The words of its organization, and those that answer them: for all who see the ticket but analysis and assessment. */
export function mayReadTicketWords(actor: Actor, { gridCode, organizationCode }: TicketVisibility): boolean {
  return inScope(ticketsOf(actor, NOTE_READERS), { gridCode, organizations: [organizationCode] });
}

/** The roles that receive the tickets of their organization. */
export const WATCHERS = [
  'OPERATOR',
  'SHIFT_LEADER',
  'DEPARTMENT_STAFF',
  'STREET_STAFF',
  'GRID_HEAD',
  'GRID_MEMBER',
  'POST_SUPERVISION',
] as const satisfies readonly OrganizationRole[];

/** Actors receive the tickets of their own organization; the desk those of any. */
export function mayWatchTickets(actor: Actor, organizationCode: string): boolean {
  if (hasRole(actor, 'OPERATOR', 'SHIFT_LEADER')) return true;
  return holds(actor, WATCHERS, { organization: organizationCode });
}
