import {
  NOTE_READERS,
  ZONE_READERS,
  gridsOf,
  hasRole,
  holds,
  personOf,
  ALL_ROWS,
  NO_ROWS,
  inScope,
  type Actor,
  type RowScope,
} from '@ecogrid/identity';
import type { Report } from './report.entity.ts';

/** Analysis counts cases; names and words of reporters are not for it. */
export const REPORT_READERS = ZONE_READERS.filter((role) => role !== 'BI');

/**
 * The reports that an actor may see. Departments and enterprises see none: the reporter stays unknown to them, and the
 * work stands in the case.
 */
export function visibleReports(actor: Actor): RowScope {
  return reportsOf(actor, REPORT_READERS);
}

function reportsOf(actor: Actor, zoneReaders: typeof ZONE_READERS): RowScope {
  if (hasRole(actor, ...zoneReaders)) return ALL_ROWS;
  const grids = gridsOf(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER');
  // The rule truly turns on the person: a supervisor sees their own reports.
  const reporter = gridsOf(actor, 'SUPERVISOR').length > 0 ? personOf(actor) : null;
  return { ...NO_ROWS, grids, reporter };
}

/**
 * The words of the reporter, which may name the reporter: for the desk, for those who review or verify reports of the
 * grid, and for the reporter.
 */
export function mayReadWords(
  actor: Actor,
  { gridCode, reporterId }: Pick<Report, 'gridCode' | 'reporterId'>,
): boolean {
  return (
    hasRole(actor, 'OPERATOR', 'SHIFT_LEADER') ||
    holds(actor, ['GRID_HEAD', 'GRID_MEMBER'], { grid: gridCode }) ||
    (reporterId !== null && reporterId === personOf(actor))
  );
}

/** The reason of a decision about the report: for its readers but assessment (decision 0084). */
export function mayReadReason(actor: Actor, report: Pick<Report, 'gridCode' | 'reporterId'>): boolean {
  return inScope(reportsOf(actor, NOTE_READERS), report);
}

export function canReadReport(actor: Actor, report: Pick<Report, 'gridCode' | 'reporterId'>): boolean {
  return inScope(visibleReports(actor), report);
}
