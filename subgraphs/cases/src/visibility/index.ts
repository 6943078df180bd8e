export { ALL_ROWS, NO_ROWS, ZONE_READERS, inScope, type RowScope } from './row-scope.ts';
export { scopeClause } from './row-scope.repository.ts';
