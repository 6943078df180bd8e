/**
 * The rows that an actor may see, as data: the row rule and the list rule are both read off it, so they cannot part.
 * A row is seen when any of the parts holds.
 */
export interface RowScope {
  readonly everything: boolean;
  /** Codes of grids: rows that lie in one of them. */
  readonly grids: readonly string[];
  /** Rows in which one of these organizations has a part. */
  readonly organizations: readonly string[];
  /** Rows about one of these enterprises, by credit code. */
  readonly enterprises: readonly string[];
  /** Rows that this person brought in. */
  readonly reporter: string | null;
}

/** The columns of a row that the scope is compared with. */
interface ScopedRow {
  readonly gridCode: string | null;
  readonly organizations?: readonly string[];
  readonly enterpriseCode?: string | null;
  readonly reporterId?: string | null;
}

export const NO_ROWS: RowScope = {
  everything: false,
  grids: [],
  organizations: [],
  enterprises: [],
  reporter: null,
};
export const ALL_ROWS: RowScope = { ...NO_ROWS, everything: true };

/** Whether a row is in the scope. */
export function inScope(scope: RowScope, row: ScopedRow): boolean {
  const { gridCode, organizations = [], enterpriseCode = null, reporterId = null } = row;
  return (
    scope.everything ||
    (gridCode !== null && scope.grids.some((code) => gridCode.startsWith(code))) ||
    scope.organizations.some((code) => organizations.includes(code)) ||
    (enterpriseCode !== null && scope.enterprises.includes(enterpriseCode)) ||
    (scope.reporter !== null && reporterId === scope.reporter)
  );
}
