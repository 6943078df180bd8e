import 'reflect-metadata';
export * from './column-decorators.ts';
export * as columns from './columns.ts';
export { lockDatabase } from './database-lock.ts';
export { Database, type DatabaseModel, type DatabaseOptions } from './database.ts';
export { canonicalJson, createIdempotencyTable, forgetRequests, once, type Attempt } from './idempotency.ts';
export { IdempotencyRecord } from './idempotency.entity.ts';
export { RunAgain, insertAlone } from './unit-of-work.ts';
export { newId, type Id } from './ids.ts';
export { insertRows } from './insert-rows.ts';
export { boundedLists } from './bounded-lists.ts';
export { cappedCount, sharedCounters, type CappedCount, type Counter } from './counts.ts';
export {
  EMPTY_PAGE,
  cursorAt,
  keysetPage,
  positionOf,
  type Direction,
  type Page,
  type PageRequest,
  type SortOrder,
  type UncountedPage,
} from './keyset.ts';
export { allOf, listingPage, through, type Condition, type Listing, type Run } from './listing.ts';
export { listingCount, listingCounts, listingPages } from './nested-listings.ts';
export {
  nestedPageKey,
  nestedPages,
  readNestedPageKey,
  type NestedPageKey,
  type NestedPageWish,
} from './nested-pages.ts';
export { RawRows, parameters, placeholders } from './raw-rows.ts';
export { countingStatements, type Statement, type StatementCount } from './statements.ts';
