export { ALL_ROWS, NO_ROWS, ZONE_READERS, inScope, type RowScope, type ScopedRow } from './row-scope.ts';
export { scopeClause, type ScopedColumns } from './row-scope.repository.ts';
