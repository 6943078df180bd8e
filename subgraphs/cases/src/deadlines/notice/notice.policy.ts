import { coversGrid, hasRole, type Actor } from '@ecogrid/identity';
import { canReadTicket } from '../../dispatch/index.ts';
import { ZONE_READERS } from '../../kernel/index.ts';
import type { NoticePayload } from './notice.event.ts';

/** Of which deadlines somebody wants to be told. */
export interface Wanted {
  readonly organizationCode?: string | null | undefined;
  readonly gridCode?: string | null | undefined;
}

type Concerned = Pick<NoticePayload, 'ticketId' | 'organizationCode' | 'gridCode'>;

/** Who answers for a territory, by its grids. */
function supervises(actor: Actor): boolean {
  return hasRole(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER');
}

/** What is named must be one's own; those who see the zone may name any. */
export function mayWatchDeadlines(actor: Actor, { organizationCode, gridCode }: Wanted): boolean {
  if (hasRole(actor, ...ZONE_READERS)) return true;
  if (organizationCode && organizationCode !== actor.organizationCode) return false;
  if (supervises(actor)) return !gridCode || coversGrid(actor, gridCode);
  return hasRole(actor, 'DEPARTMENT_STAFF');
}

/** Who is looked back at is not told of it. */
export function mayWatchLookBacks(actor: Actor, { gridCode }: Wanted): boolean {
  if (hasRole(actor, ...ZONE_READERS)) return true;
  return supervises(actor) && (!gridCode || coversGrid(actor, gridCode));
}

/** Of a ticket whoever sees it; of a case and its look-back those who supervise the zone or its grid. */
export function mayKnow(actor: Actor, { ticketId, organizationCode, gridCode }: Concerned): boolean {
  if (ticketId !== null && organizationCode !== null)
    return canReadTicket(actor, { organizationCode, gridCode });
  return hasRole(actor, ...ZONE_READERS) || (supervises(actor) && coversGrid(actor, gridCode));
}

export function isWanted({ organizationCode, gridCode }: Wanted, about: Concerned): boolean {
  if (organizationCode && organizationCode !== about.organizationCode) return false;
  return !gridCode || about.gridCode.startsWith(gridCode);
}
