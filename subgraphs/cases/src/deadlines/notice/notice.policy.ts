import {
  ZONE_READERS,
  gridsOf,
  hasRole,
  holds,
  organizationsOf,
  type Actor,
  type GridRole,
  type OrganizationRole,
} from '@ecogrid/identity';
import { canReadTicket } from '../../dispatch/index.ts';
import type { NoticePayload } from './notice.event.ts';

/** The filters of a subscription to deadline notices. */
export interface Wanted {
  readonly organizationCode?: string | null | undefined;
  readonly gridCode?: string | null | undefined;
}

type Concerned = Pick<NoticePayload, 'ticketId' | 'organizationCode' | 'gridCode'>;

const SUPERVISING = ['GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER'] as const satisfies readonly GridRole[];
const HANDLING = ['DEPARTMENT_STAFF', ...SUPERVISING] as const satisfies readonly OrganizationRole[];

/** Whether the actor answers for the grid, or for some grid where none is named. */
function supervises(actor: Actor, gridCode: string | null | undefined): boolean {
  return gridCode ? holds(actor, SUPERVISING, { grid: gridCode }) : gridsOf(actor, ...SUPERVISING).length > 0;
}

/** A filter must name the actor's own organization or grid; actors of the zone may name any. */
export function mayWatchDeadlines(actor: Actor, { organizationCode, gridCode }: Wanted): boolean {
  if (hasRole(actor, ...ZONE_READERS)) return true;
  if (organizationCode && !holds(actor, HANDLING, { organization: organizationCode })) return false;
  return organizationsOf(actor, 'DEPARTMENT_STAFF').length > 0 || supervises(actor, gridCode);
}

/** The handlers of a case do not receive its look-backs. */
export function mayWatchLookBacks(actor: Actor, { gridCode }: Wanted): boolean {
  if (hasRole(actor, ...ZONE_READERS)) return true;
  return supervises(actor, gridCode);
}

/** Notices of a ticket reach the actors who see it; those of a case and its look-back reach the supervisors of the zone or its grid. */
export function mayKnow(actor: Actor, { ticketId, organizationCode, gridCode }: Concerned): boolean {
  if (ticketId !== null && organizationCode !== null)
    return canReadTicket(actor, { organizationCode, gridCode });
  return hasRole(actor, ...ZONE_READERS) || holds(actor, SUPERVISING, { grid: gridCode });
}

export function isWanted({ organizationCode, gridCode }: Wanted, about: Concerned): boolean {
  if (organizationCode && organizationCode !== about.organizationCode) return false;
  return !gridCode || about.gridCode.startsWith(gridCode);
}
