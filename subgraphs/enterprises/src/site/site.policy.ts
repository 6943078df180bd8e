import {
  NO_ROWS,
  ZONE_READERS,
  enterprisesOf,
  gridsOf,
  hasRole,
  holds,
  inScope,
  organizationsOf,
  type Actor,
  type GridRole,
  type RowScope,
} from '@ecogrid/identity';

/** The facts of the row rule: the place of an object, and its enterprise. */
export interface Site {
  /** Code of the unit grid; null outside the district. */
  readonly gridCode: string | null;
  /** Credit code of the enterprise; null for a device that watches the environment and belongs to none. */
  readonly enterpriseCode: string | null;
}

const SEES_OWN_GRIDS: readonly GridRole[] = ['GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER'];

/**
 * Whether the actor sees every place, every measurement and every device's surroundings. A department does for any of its
 * tickets: docs/decisions/0013.
 */
function seesEverySite(actor: Actor): boolean {
  return hasRole(actor, ...ZONE_READERS) || organizationsOf(actor, 'DEPARTMENT_STAFF').length > 0;
}

/** Whether the actor speaks for the enterprise. */
export function isOwnEnterprise(actor: Actor, enterpriseCode: string | null): boolean {
  return holds(actor, 'ENTERPRISE_USER', { enterprise: enterpriseCode });
}

/**
 * The sites whose parts an actor may see that the public register leaves out: place, outlets, cameras, measurements.
 * Source: docs/domain.md §7. The public and the supervisors see the register only.
 */
export function visibleTo(actor: Actor): RowScope {
  return {
    ...NO_ROWS,
    everything: seesEverySite(actor),
    grids: gridsOf(actor, ...SEES_OWN_GRIDS),
    enterprises: enterprisesOf(actor),
  };
}

/** The same rule, for one row. */
export function canReadSite(actor: Actor, { gridCode, enterpriseCode }: Site): boolean {
  return inScope(visibleTo(actor), { gridCode, enterpriseCode });
}
