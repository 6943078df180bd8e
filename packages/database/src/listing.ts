import type { DataSource, EntityManager, EntityTarget } from 'typeorm';
import { BOUNDS } from './bounds.ts';
import {
  beyondText,
  cursorAt,
  pageOf,
  positionOf,
  type PageRequest,
  type Position,
  type SortOrder,
  type UncountedPage,
} from './keyset.ts';
import { RawRows, parameters, placeholders } from './raw-rows.ts';

/** SQL with `?` for each of its values. */
export interface Condition {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** All of the conditions; undefined when there are none. */
export function allOf(conditions: readonly Condition[]): Condition | undefined {
  if (conditions.length === 0) return undefined;
  return {
    text: conditions.map(({ text }) => `(${text})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

/** A run of one index: rows that are equal in its first columns, in the order of its last ones. */
export interface Run {
  readonly table: string;
  /** The index that must serve it; PRIMARY where the table itself is in this order. */
  readonly index: string;
  readonly equal: Readonly<Record<string, string>>;
  /** The column that the run is sorted by, and the one that breaks ties. */
  readonly sorted: string;
  readonly id: string;
  /**
   * Narrows the run by a condition that its index does not hold: true for most of its rows, or the run is short. The
   * table is `item`.
   */
  readonly mostly?: Condition | undefined;
}

export interface Listing<Row extends { id: string }> {
  readonly entity: EntityTarget<Row>;
  readonly order: SortOrder<Row>;
  /** Together all rows that may be listed. None: an empty list. */
  readonly runs: readonly Run[];
  /** Bounds of the sorted property: the first included, the second not. */
  readonly from?: unknown;
  readonly until?: unknown;
  /** A further condition, with the table named `item`; rows are read and filtered by it. */
  readonly where?: Condition | undefined;
}

/** How many rows a page or a count looks at for a condition without an index. */
export const LOOKED_AT = BOUNDS.pages.examinedRows;
/** Of these, how many in one statement. */
const CHUNK = BOUNDS.pages.examinedAtOnce;

export interface ListingPlace {
  readonly id: string;
  readonly sorted: unknown;
}

/**
 * A page of a listing. Each run is read from its index as far as the page needs, and the runs are merged: its cost
 * depends on the page, never on the table. Where rows are looked at one by one (`where`), a page ends after LOOKED_AT
 * of them: it may hold fewer rows than asked for, and the next one goes on behind the last row looked at.
 */
export async function listingPage<Row extends { id: string }>(
  manager: EntityManager,
  listing: Listing<Row>,
  request: PageRequest,
): Promise<UncountedPage<Row>> {
  const { order, where } = listing;
  const after =
    typeof request.after === 'string'
      ? positionOf(request.after, order.property, manager.connection.getMetadata(listing.entity))
      : undefined;
  const looked = where ? LOOKED_AT : request.first;
  const places = await placesOf(manager, listing, looked + 1, after);
  const rows = await rowsAt(manager, listing, where ? places.slice(0, looked) : places, request.first + 1);
  const page = pageOf(rows, order, request.first);
  const last = places[looked - 1];
  if (page.hasNextPage || !where || !last || places.length <= looked) return page;
  const sorted = RawRows.of(manager.connection, listing.entity).read(order.property, last.sorted);
  return { ...page, hasNextPage: true, endCursor: cursorAt(order.property, sorted, last.id) };
}

async function placesOf<Row extends { id: string }>(
  manager: EntityManager,
  listing: Listing<Row>,
  limit: number,
  after: Position | undefined,
): Promise<ListingPlace[]> {
  if (listing.runs.length === 0) return [];
  const { text, values } = mergedText(manager.connection, listing, limit, after);
  return manager.query<ListingPlace[]>(text, parameters(manager.connection, values));
}

/** The rows at the places that are as they should be, in the order of the places, until there are enough. */
async function rowsAt<Row extends { id: string }>(
  manager: EntityManager,
  { entity, where }: Listing<Row>,
  places: readonly ListingPlace[],
  enough: number,
): Promise<Row[]> {
  const reader = RawRows.of(manager.connection, entity);
  const found: Row[] = [];
  for (let start = 0; start < places.length && found.length < enough; start += CHUNK) {
    const ids = places.slice(start, start + CHUNK).map(({ id }) => id);
    const rest = `${through(manager.connection, 'PRIMARY')} WHERE item.id IN (${placeholders(ids)})${where ? ` AND (${where.text})` : ''}`;
    const rows = await reader.select(manager, rest, [...ids, ...(where?.values ?? [])]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    found.push(...ids.flatMap((id) => byId.get(id) ?? []));
  }
  return found;
}

/** The first places of all runs together. A row that lies in several runs is there once. */
export function mergedText<Row extends { id: string }>(
  connection: DataSource,
  listing: Listing<Row>,
  limit: number,
  after?: Position,
): Condition {
  const { direction } = listing.order;
  const parts = listing.runs.map((run) => runText(connection, listing, run, limit, after));
  if (parts.length === 1 && parts[0]) return parts[0];
  const united = parts
    .map(({ text }, index) => `SELECT id, sorted FROM (${text}) run${index}`)
    .join(' UNION ');
  const text = `SELECT id, sorted FROM (${united}) merged ORDER BY sorted ${direction}, id ${direction} LIMIT ?`;
  return { text, values: [...parts.flatMap(({ values }) => values), limit] };
}

function runText<Row extends { id: string }>(
  connection: DataSource,
  { order, from, until }: Listing<Row>,
  { table, index, equal, sorted, id, mostly }: Run,
  limit: number,
  after: Position | undefined,
): Condition {
  const { direction } = order;
  const asked: Condition[] = Object.entries(equal).map(([name, value]) => ({
    text: `${name} = ?`,
    values: [value],
  }));
  if (from !== undefined) asked.push({ text: `${sorted} >= ?`, values: [from] });
  if (until !== undefined) asked.push({ text: `${sorted} < ?`, values: [until] });
  if (after) {
    const beyond = beyondText(connection, { sorted, id, direction }, ['?', '?']);
    const values = beyond.values.map((name) => (name === 'id' ? after.id : after.value));
    asked.push({ text: beyond.text, values });
  }
  if (mostly) asked.push(mostly);
  const where = asked.length > 0 ? `WHERE ${asked.map(({ text }) => text).join(' AND ')}` : '';
  const ordered = sorted === id ? `${id} ${direction}` : `${sorted} ${direction}, ${id} ${direction}`;
  const text = `SELECT ${id} AS id, ${sorted} AS sorted FROM ${table} item ${through(connection, index)} ${where} ORDER BY ${ordered} LIMIT ?`;
  return { text, values: [...asked.flatMap(({ values }) => values), limit] };
}

/**
 * The index that a statement is held to, after the name of its table: MariaDB would read all of a `ref` where the order
 * needs a range, and all of a small table; SQLite might choose another.
 */
export function through({ options }: DataSource, index: string): string {
  if (options.type !== 'better-sqlite3') return `FORCE INDEX (${index})`;
  return index === 'PRIMARY' ? '' : `INDEXED BY ${index}`;
}
