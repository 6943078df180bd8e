import {
  ZONE_READERS,
  gridsOf,
  hasRole,
  ALL_ROWS,
  NO_ROWS,
  inScope,
  type Actor,
  type RowScope,
} from '@ecogrid/identity';
import type { LookBack } from './look-back.entity.ts';

/** The look-backs that an actor may see: the zone or one's grids. They are not announced to the organization that is looked back at. */
export function visibleLookBacks(actor: Actor): RowScope {
  if (hasRole(actor, ...ZONE_READERS)) return ALL_ROWS;
  return { ...NO_ROWS, grids: gridsOf(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER') };
}

export function canReadLookBack(actor: Actor, { gridCode }: Pick<LookBack, 'gridCode'>): boolean {
  return inScope(visibleLookBacks(actor), { gridCode });
}
