export { dueBounds, dueConditions, equalTo, equalWhere, insideGrid, spanOf } from './conditions.ts';
export { gridsWithin, placesOf, runsOf, streetOf, type Place, type PlaceIndexes } from './places.rule.ts';
export { DESK } from './zone-roles.ts';
