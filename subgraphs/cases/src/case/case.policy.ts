import { hasRole, type Actor } from '@ecogrid/identity';
import { ALL_ROWS, NO_ROWS, ZONE_READERS, inScope, type RowScope } from '../kernel/index.ts';
import type { Case } from './case.entity.ts';

/** The fields of a case that decide its visibility; events of a case carry the same. */
export type CaseVisibility = Pick<Case, 'gridCode' | 'enterpriseCode' | 'organizationCodes'>;

/** Which cases an actor may see. See docs/domain.md §7. */
export function visibleCases(actor: Actor): RowScope {
  if (hasRole(actor, ...ZONE_READERS)) return ALL_ROWS;
  return {
    ...NO_ROWS,
    grids: hasRole(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER') ? actor.grids : [],
    organization: hasRole(actor, 'DEPARTMENT_STAFF', 'GRID_HEAD', 'STREET_STAFF')
      ? actor.organizationCode
      : null,
    enterprise: hasRole(actor, 'ENTERPRISE_USER') ? actor.enterpriseCode : null,
  };
}

export function canReadCase(actor: Actor, row: CaseVisibility): boolean {
  const { gridCode, enterpriseCode, organizationCodes } = row;
  return inScope(visibleCases(actor), { gridCode, enterpriseCode, organizations: organizationCodes });
}

/** The whole handling with all notes: for supervising roles, not for one of the parties. */
export function maySeeHistory(actor: Actor): boolean {
  return hasRole(actor, ...ZONE_READERS, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER');
}
