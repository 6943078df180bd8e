import {
  NOTE_READERS,
  ZONE_READERS,
  enterprisesOf,
  gridsOf,
  hasRole,
  holds,
  organizationsOf,
  ALL_ROWS,
  NO_ROWS,
  inScope,
  type Actor,
  type GridRole,
  type RowScope,
} from '@ecogrid/identity';
import type { Case } from './case.entity.ts';

/** The roles that answer for a territory. */
export const SUPERVISING: readonly GridRole[] = ['GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER'];

/** The fields of a case that decide its visibility; events of a case carry the same. */
export type CaseVisibility = Pick<Case, 'gridCode' | 'enterpriseCode' | 'organizationCodes'>;

/** The cases that an actor may see. See docs/domain.md §7. */
export function visibleCases(actor: Actor): RowScope {
  return casesOf(actor, ZONE_READERS);
}

function casesOf(actor: Actor, zoneReaders: typeof ZONE_READERS): RowScope {
  if (hasRole(actor, ...zoneReaders)) return ALL_ROWS;
  return {
    ...NO_ROWS,
    grids: gridsOf(actor, ...SUPERVISING),
    organizations: organizationsOf(actor, 'DEPARTMENT_STAFF', 'GRID_HEAD', 'STREET_STAFF'),
    enterprises: enterprisesOf(actor),
  };
}

export function canReadCase(actor: Actor, row: CaseVisibility): boolean {
  const { gridCode, enterpriseCode, organizationCodes } = row;
  return inScope(visibleCases(actor), { gridCode, enterpriseCode, organizations: organizationCodes });
}

/** The photos of the problem: for all readers but the enterprise, to which a viewpoint could show the reporter. */
export function maySeePhotos(actor: Actor, { gridCode, organizationCodes }: CaseVisibility): boolean {
  const scope = { ...visibleCases(actor), enterprises: [] };
  return inScope(scope, { gridCode, organizations: organizationCodes });
}

/** The reasons of decisions about the case: for its readers but the enterprise, analysis and assessment (decision 0084). */
export function mayReadReasons(actor: Actor, { gridCode, organizationCodes }: CaseVisibility): boolean {
  const scope = { ...casesOf(actor, NOTE_READERS), enterprises: [] };
  return inScope(scope, { gridCode, organizations: organizationCodes });
}

/** The whole handling with all notes: for supervising roles, not for one of the parties. */
export function maySeeHistory(actor: Actor, { gridCode }: Pick<Case, 'gridCode'>): boolean {
  return hasRole(actor, ...NOTE_READERS) || holds(actor, SUPERVISING, { grid: gridCode });
}
