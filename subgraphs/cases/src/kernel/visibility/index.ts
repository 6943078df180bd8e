export { dueBounds, dueConditions, equalTo, equalWhere, insideGrid, spanOf } from './conditions.ts';
export { gridsWithin, placesOf, runsOf, streetOf, type Place, type PlaceIndexes } from './places.rule.ts';
export { ALL_ROWS, DESK, NO_ROWS, ZONE_READERS, inScope, type RowScope } from './row-scope.ts';
export { scopeClause, scopeCondition } from './row-scope.repository.ts';
