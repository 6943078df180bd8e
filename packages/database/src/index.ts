import 'reflect-metadata';
export * from './column-decorators.ts';
export * as columns from './columns.ts';
export { Database, type DatabaseModel, type DatabaseOptions } from './database.ts';
export { canonicalJson, createIdempotencyTable, once, type Attempt } from './idempotency.ts';
export { IdempotencyRecord } from './idempotency.entity.ts';
export { newId, type Id } from './ids.ts';
export { keysetPage, type Direction, type Page, type PageRequest, type SortOrder } from './keyset.ts';
export { countingStatements, type StatementCount } from './statements.ts';
