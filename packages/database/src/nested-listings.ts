import type { EntityManager } from 'typeorm';
import { BOUNDS } from './bounds.ts';
import type { CappedCount } from './counts.ts';
import {
  cursorAt,
  pageOf,
  positionOf,
  type PageRequest,
  type Position,
  type UncountedPage,
} from './keyset.ts';
import { LOOKED_AT, mergedText, type Condition, type Listing, type ListingPlace } from './listing.ts';
import { RawRows, parameters, placeholders } from './raw-rows.ts';

interface Identified {
  id: string;
}

export interface ListingWish<Row extends Identified> extends PageRequest {
  readonly listing: Listing<Row>;
}

export interface CountWish<Row extends Identified> {
  readonly listing: Listing<Row>;
  /** Where counting stops. */
  readonly upTo: number;
}

/** How many rows one page of many looks at for a condition that no index holds. */
const LOOKED_AT_EACH = BOUNDS.pages.examinedRowsOfNested;
/** Runs of one statement: its text stays short, and SQLite binds at most 32,766 values. */
const MOST_RUNS = BOUNDS.pages.runsAtOnce;
/** Rows of one statement. */
const MOST_ROWS = BOUNDS.pages.rowsAtOnce;

interface Part<Row extends Identified> extends ListingWish<Row> {
  readonly position: Position | undefined;
  readonly places: FoundPlace[];
}

interface FoundPlace extends ListingPlace {
  /** The number of its listing. */
  readonly part: number;
  readonly fits: number;
}

/**
 * Pages of many listings of one entity: all their places in one statement, and their rows in another. A page whose
 * listing has a `where` ends after LOOKED_AT_EACH rows: see `listingPage`.
 * @returns a page for each wish, in order, or the error CURSOR_INVALID where a cursor was altered.
 */
export async function listingPages<Row extends Identified>(
  manager: EntityManager,
  wishes: ReadonlyArray<ListingWish<Row>>,
): Promise<Array<UncountedPage<Row> | Error>> {
  const parts = wishes.map((wish) => partOf(manager, wish));
  const sound = parts.filter((part): part is Part<Row> => !(part instanceof Error));
  for (const group of groupsOf(sound)) await findPlaces(manager, group);
  const rows = await rowsOf(manager, sound);
  return parts.map((part) => (part instanceof Error ? part : assembled(manager, part, rows)));
}

/** Counts of many listings in one statement. A listing with a `where` is looked at for LOOKED_AT rows. */
export async function listingCounts<Row extends Identified>(
  manager: EntityManager,
  wishes: ReadonlyArray<CountWish<Row>>,
): Promise<CappedCount[]> {
  const counts: CappedCount[] = [];
  for (const group of groupsOf(wishes)) {
    const sound = group.map((wish, part) => countText(manager, wish, part)).filter((text) => text !== null);
    const found = await united<{ part: number; looked: number | string; matched: number | string | null }>(
      manager,
      sound,
    );
    const byPart = new Map(found.map((row) => [Number(row.part), row]));
    counts.push(...group.map((wish, part) => countOf(wish, byPart.get(part))));
  }
  return counts;
}

/** A count of one listing: see `listingCounts`. */
export async function listingCount<Row extends Identified>(
  manager: EntityManager,
  listing: Listing<Row>,
  upTo: number,
): Promise<CappedCount> {
  const [count] = await listingCounts(manager, [{ listing, upTo }]);
  return count as CappedCount;
}

/** A forged cursor spoils its own page only. */
function partOf<Row extends Identified>(
  { connection }: EntityManager,
  wish: ListingWish<Row>,
): Part<Row> | Error {
  try {
    const { entity, order } = wish.listing;
    const metadata = connection.getMetadata(entity);
    const position =
      typeof wish.after === 'string' ? positionOf(wish.after, order.property, metadata) : undefined;
    return { ...wish, position, places: [] };
  } catch (error) {
    return error as Error;
  }
}

/** Listings of one statement: their runs together are bounded. */
function groupsOf<Wish extends { readonly listing: { readonly runs: readonly unknown[] } }>(
  wishes: readonly Wish[],
): Wish[][] {
  const groups: Wish[][] = [];
  let runs = Infinity;
  for (const wish of wishes) {
    runs += wish.listing.runs.length;
    if (runs > MOST_RUNS) {
      groups.push([]);
      runs = wish.listing.runs.length;
    }
    groups.at(-1)?.push(wish);
  }
  return groups;
}

async function findPlaces<Row extends Identified>(
  manager: EntityManager,
  group: ReadonlyArray<Part<Row>>,
): Promise<void> {
  const texts = group.map((part, index) => placesText(manager, part, index));
  const found = await united<FoundPlace>(
    manager,
    texts.filter((text) => text !== null),
  );
  for (const place of found) group[Number(place.part)]?.places.push(place);
  for (const { places, listing } of group) places.sort(comparison(listing.order.direction));
}

function placesText<Row extends Identified>(
  { connection }: EntityManager,
  { listing, first, position }: Part<Row>,
  index: number,
): Condition | null {
  const { where, runs, entity } = listing;
  if (runs.length === 0) return null;
  const merged = mergedText(connection, listing, lookedAt(listing, first) + 1, position);
  if (!where) {
    const text = `SELECT ${index} AS part, id, sorted, 1 AS fits FROM (${merged.text}) t${index}`;
    return { text, values: merged.values };
  }
  const { table } = RawRows.of(connection, entity);
  const text = `SELECT ${index} AS part, listed.id AS id, listed.sorted AS sorted, CASE WHEN ${where.text} THEN 1 ELSE 0 END AS fits
    FROM (${merged.text}) listed JOIN ${table} item ON item.id = listed.id`;
  return { text, values: [...where.values, ...merged.values] };
}

function lookedAt<Row extends Identified>({ where }: Listing<Row>, first: number): number {
  return where ? LOOKED_AT_EACH : first;
}

function countText<Row extends Identified>(
  { connection }: EntityManager,
  { listing, upTo }: CountWish<Row>,
  index: number,
): Condition | null {
  const { where, runs, entity } = listing;
  if (runs.length === 0) return null;
  const merged = mergedText(connection, listing, mostCounted(listing, upTo) + 1);
  const matched = where ? `SUM(CASE WHEN ${where.text} THEN 1 ELSE 0 END)` : 'COUNT(*)';
  const joined = where ? `JOIN ${RawRows.of(connection, entity).table} item ON item.id = listed.id` : '';
  return {
    text: `SELECT ${index} AS part, COUNT(*) AS looked, ${matched} AS matched FROM (${merged.text}) listed ${joined}`,
    values: [...(where?.values ?? []), ...merged.values],
  };
}

function mostCounted<Row extends Identified>({ where }: Listing<Row>, upTo: number): number {
  return where ? LOOKED_AT : upTo;
}

function countOf<Row extends Identified>(
  { listing, upTo }: CountWish<Row>,
  found: { readonly looked: number | string; readonly matched: number | string | null } | undefined,
): CappedCount {
  const count = Number(found?.matched ?? 0);
  const isCapped = count > upTo || Number(found?.looked ?? 0) > mostCounted(listing, upTo);
  return { value: Math.min(count, upTo), isCapped };
}

async function united<Found>(
  manager: EntityManager,
  selects: ReadonlyArray<Condition>,
): Promise<readonly Found[]> {
  if (selects.length === 0) return [];
  const values = selects.flatMap((select) => select.values);
  const text = selects.map((select) => select.text).join(' UNION ALL ');
  return manager.query<Found[]>(text, parameters(manager.connection, values));
}

/** UNION ALL promises no order: it is made again. */
function comparison(direction: 'ASC' | 'DESC'): (a: ListingPlace, b: ListingPlace) => number {
  const sign = direction === 'ASC' ? 1 : -1;
  return (a, b) => sign * (compare(a.sorted, b.sorted) || compare(a.id, b.id));
}

function compare(a: unknown, b: unknown): number {
  const [one, other] = [a, b] as [string, string];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The places of the page and one more, which says whether another page follows. */
function wantedOf<Row extends Identified>({ listing, places, first }: Part<Row>): FoundPlace[] {
  const looked = listing.where ? places.slice(0, lookedAt(listing, first)) : places;
  return looked.filter(({ fits }) => Number(fits) === 1).slice(0, first + 1);
}

async function rowsOf<Row extends Identified>(
  manager: EntityManager,
  parts: ReadonlyArray<Part<Row>>,
): Promise<ReadonlyMap<string, Row>> {
  const ids = [...new Set(parts.flatMap(wantedOf).map(({ id }) => id))];
  const rows = new Map<string, Row>();
  const entity = parts[0]?.listing.entity;
  if (!entity) return rows;
  const reader = RawRows.of(manager.connection, entity);
  for (let start = 0; start < ids.length; start += MOST_ROWS) {
    const some = ids.slice(start, start + MOST_ROWS);
    for (const row of await reader.select(manager, `WHERE item.id IN (${placeholders(some)})`, some)) {
      rows.set(row.id, row);
    }
  }
  return rows;
}

function assembled<Row extends Identified>(
  { connection }: EntityManager,
  part: Part<Row>,
  rows: ReadonlyMap<string, Row>,
): UncountedPage<Row> {
  const { listing, places, first } = part;
  const { property } = listing.order;
  const own = wantedOf(part).flatMap(({ id }) => rows.get(id) ?? []);
  const page = pageOf(own, listing.order, first);
  const looked = lookedAt(listing, first);
  const last = places[looked - 1];
  if (page.hasNextPage || !listing.where || !last || places.length <= looked) return page;
  const sorted = RawRows.of(connection, listing.entity).read(property, last.sorted);
  return { ...page, hasNextPage: true, endCursor: cursorAt(property, sorted, last.id) };
}
