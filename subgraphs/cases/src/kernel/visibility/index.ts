export { dueBounds, dueConditions, equalTo, insideGrid } from './conditions.ts';
export {
  gridsWithin,
  placeOfGrid,
  placesOf,
  runsOf,
  streetOf,
  type Place,
  type PlaceIndexes,
} from './places.rule.ts';
export { ALL_ROWS, NO_ROWS, ZONE_READERS, inScope, type RowScope } from './row-scope.ts';
export { scopeClause } from './row-scope.repository.ts';
