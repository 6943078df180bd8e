import { NO_ROWS, gridsOf, hasRole, type Actor, type RowScope } from '@ecogrid/identity';

/** The people whose telephone and e-mail the actor may see: for those who call. */
export function reachablePeople(actor: Actor): RowScope {
  return {
    ...NO_ROWS,
    everything: hasRole(actor, 'OPERATOR', 'SHIFT_LEADER', 'POST_SUPERVISION', 'ASSESSOR'),
    grids: gridsOf(actor, 'GRID_HEAD', 'STREET_STAFF'),
  };
}
