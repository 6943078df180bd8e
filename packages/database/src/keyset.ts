import type { DataSource, EntityMetadata, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { EcoGridError } from '@ecogrid/errors';
import { queryCounts, type CappedCount, type Counter } from './counts.ts';

export type Direction = 'ASC' | 'DESC';

export interface PageRequest {
  /** How many rows, 1 to 200. */
  readonly first: number;
  /** The cursor of the row before the first wanted one. */
  readonly after?: string | null | undefined;
}

/** A page without the count of its list. */
export interface UncountedPage<Row> {
  readonly rows: Row[];
  readonly hasNextPage: boolean;
  /** The cursor of a row of this page. */
  readonly cursorOf: (row: Row) => string;
  /** Where the next page begins, when that is further on than behind the last row. */
  readonly endCursor?: string;
}

export interface Page<Row> extends UncountedPage<Row> {
  /** Counts the whole list, before and behind the page too. */
  readonly count: Counter;
}

/** The page of a list that holds nothing for the actor. */
export const EMPTY_PAGE = {
  rows: [] as never[],
  hasNextPage: false,
  cursorOf: (): string => '',
  count: (): Promise<CappedCount> => Promise.resolve({ value: 0, isCapped: false }),
};

export interface SortOrder<Row> {
  /** The property sorted by; ties are broken by the id. It is never null. */
  readonly property: keyof Row & string;
  readonly direction: Direction;
}

/** A page by position in the order (keyset), so that page 1,000 costs as much as page 1. */
export async function keysetPage<Row extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<Row>,
  order: SortOrder<Row>,
  page: PageRequest,
): Promise<Page<Row>> {
  const whole = query.clone();
  const rows = await positioned(query, order, page).getMany();
  const count: Counter = async (upTo) => {
    const [counted] = await queryCounts(whole.connection.manager, [whole.clone()], upTo);
    return counted as CappedCount;
  };
  return { ...pageOf(rows, order, page.first), count };
}

/**
 * The query narrowed to a page and one row more, which says whether another page follows.
 * @throws EcoGridError CURSOR_INVALID
 */
export function positioned<Row extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<Row>,
  { property, direction }: SortOrder<Row>,
  page: PageRequest,
): SelectQueryBuilder<Row> {
  const sorted = `${query.alias}.${property}`;
  const id = `${query.alias}.id`;
  const metadata = query.expressionMap.mainAlias?.metadata;
  if (typeof page.after === 'string')
    seek(query, sorted, id, direction, positionOf(page.after, property, metadata));
  return query
    .orderBy(sorted, direction)
    .addOrderBy(id, direction)
    .take(page.first + 1);
}

/** @param rows the rows of a positioned query. */
export function pageOf<Row extends ObjectLiteral & { id: string }>(
  rows: Row[],
  { property }: SortOrder<Row>,
  first: number,
): UncountedPage<Row> {
  const hasNextPage = rows.length > first;
  return { rows: rows.slice(0, first), hasNextPage, cursorOf: (row) => encode(row, property) };
}

function seek<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  sorted: string,
  id: string,
  direction: Direction,
  from: Position,
): void {
  const beyond = beyondText(query.connection, { sorted, id, direction }, [':fromValue', ':fromId']);
  query.andWhere(beyond.text, { fromValue: from.value, fromId: from.id });
}

/** The condition for rows beyond a position in an order, in the form that the engine executes as one index seek. */
export function beyondText(
  { options }: DataSource,
  { sorted, id, direction }: { readonly sorted: string; readonly id: string; readonly direction: Direction },
  [value, key]: readonly [string, string],
): { readonly text: string; readonly values: ReadonlyArray<'value' | 'id'> } {
  const sign = direction === 'ASC' ? '>' : '<';
  if (sorted === id) return { text: `${id} ${sign} ${key}`, values: ['id'] };
  // SQLite scans for an OR and seeks a row value; MariaDB the other way round: a row value makes it read all of a `ref`.
  if (options.type === 'better-sqlite3')
    return { text: `(${sorted}, ${id}) ${sign} (${value}, ${key})`, values: ['value', 'id'] };
  return {
    text: `(${sorted} ${sign} ${value} OR (${sorted} = ${value} AND ${id} ${sign} ${key}))`,
    values: ['value', 'value', 'id'],
  };
}

export interface Position {
  readonly value: string | number | Date;
  readonly id: string;
}

function encode(row: ObjectLiteral & { id: string }, property: string): string {
  return cursorAt(property, row[property], row.id);
}

/** The cursor of a position in the order of a property. */
export function cursorAt(property: string, value: unknown, id: string): string {
  const dated = value instanceof Date;
  return Buffer.from(JSON.stringify([property, dated ? value.getTime() : value, dated ? 1 : 0, id])).toString(
    'base64url',
  );
}

/** No id and no sorted text is longer. */
const LONGEST_PART = 512;
/** The moments that a Date can hold, in milliseconds. */
const MOST_MS = 8.64e15;

/**
 * @param metadata of the listed entity: a value of another type than its column is no position of the order.
 * @throws EcoGridError CURSOR_INVALID
 */
export function positionOf(cursor: string, property: string, metadata?: EntityMetadata): Position {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== 4) throw new Error('expected four parts');
    const [sortedBy, value, dated, id] = parts as [unknown, unknown, unknown, unknown];
    if (sortedBy !== property) throw new Error('the cursor belongs to another order');
    if (typeof id !== 'string' || id.length > LONGEST_PART) throw new Error('expected an id');
    const type = metadata?.findColumnWithPropertyName(property)?.type;
    if ((type === 'datetime') !== (dated === 1)) throw new Error('expected a value of the column');
    return { value: dated === 1 ? momentOf(value) : plainOf(value, type), id };
  } catch (cause) {
    throw new EcoGridError('CURSOR_INVALID', { reason: 'TAMPERED', restartFrom: null }, { cause });
  }
}

function momentOf(value: unknown): Date {
  const isMoment = Number.isSafeInteger(value) && Math.abs(Number(value)) <= MOST_MS;
  if (!isMoment) throw new Error('expected a moment');
  return new Date(Number(value));
}

function plainOf(value: unknown, type: unknown): string | number {
  const isNumeric = type === 'int' || type === 'double';
  if (isNumeric && typeof value === 'number' && Number.isFinite(value)) return value;
  if (!isNumeric && typeof value === 'string' && value.length <= LONGEST_PART) return value;
  throw new Error('expected a value of the column');
}
