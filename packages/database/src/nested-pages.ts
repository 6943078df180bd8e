import { In, type EntityManager, type FindOptionsWhere, type SelectQueryBuilder } from 'typeorm';
import { BOUNDS } from './bounds.ts';
import { queryCounts, sharedCounters } from './counts.ts';
import { pageOf, positioned, type Page, type SortOrder } from './keyset.ts';

/** A page of one parent's rows. */
export interface NestedPageKey {
  /** The id or code of the thing whose rows are wanted. */
  readonly parent: string;
  readonly first: number;
  readonly after: string | null;
  /** Earliest moment, included. */
  readonly since: Date | null;
  /** First moment no longer wanted. */
  readonly until: Date | null;
  /** Further filters as the caller gave them, of plain JSON. */
  readonly filter: unknown;
}

/** The filters of the caller; absent is null. */
export interface NestedPageWish {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly since?: Date | null | undefined;
  readonly until?: Date | null | undefined;
  readonly filter?: object | undefined;
}

type KeyParts = [
  parent: string,
  first: number,
  after: string | null,
  since: number | null,
  until: number | null,
  filter: unknown,
];

/** A loader's key: equal wishes have equal texts and are fetched once. */
export function nestedPageKey(
  parent: string,
  { first, after, since, until, filter }: NestedPageWish,
): string {
  const parts: KeyParts = [
    parent,
    first,
    after ?? null,
    since?.getTime() ?? null,
    until?.getTime() ?? null,
    filter ?? null,
  ];
  return JSON.stringify(parts);
}

export function readNestedPageKey(key: string): NestedPageKey {
  const [parent, first, after, since, until, filter] = JSON.parse(key) as KeyParts;
  return { parent, first, after, since: momentOf(since), until: momentOf(until), filter };
}

function momentOf(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}

interface Identified {
  id: string;
}

interface Part<Row extends Identified> {
  readonly first: number;
  readonly query: SelectQueryBuilder<Row>;
  rows: Row[];
}

/** SQLite joins at most 500 SELECTs into one statement, and binds at most 32,766 values: ids of 200 rows and one each. */
const MOST_PARTS = BOUNDS.pages.nestedAtOnce;

/**
 * The pages of many parents in two statements together: `(first rows of A) UNION ALL (first rows of B) …`, each half
 * reading only its index, then the rows by id. A window function would read every row of every parent instead. Their
 * counts are one statement more, once one of them is asked for.
 * @param keys made by `nestedPageKey`.
 * @param rowsOf the rows of one parent, of which its page is taken.
 * @returns a page for each key, in order, or the error CURSOR_INVALID where a cursor was altered.
 */
export async function nestedPages<Row extends Identified>(
  manager: EntityManager,
  order: SortOrder<Row>,
  keys: readonly string[],
  rowsOf: (key: NestedPageKey) => SelectQueryBuilder<Row>,
): Promise<Array<Page<Row> | Error>> {
  const parts = keys.map((key) => partOf(order, readNestedPageKey(key), rowsOf));
  const sound = parts.filter((part): part is Part<Row> => !(part instanceof Error));
  for (let start = 0; start < sound.length; start += MOST_PARTS) {
    await fill(manager, order, sound.slice(start, start + MOST_PARTS));
  }
  const counterAt = sharedCounters((upTo) =>
    queryCounts(
      manager,
      keys.map((key) => rowsOf(readNestedPageKey(key))),
      upTo,
    ),
  );
  return parts.map((part, index) =>
    part instanceof Error ? part : { ...pageOf(part.rows, order, part.first), count: counterAt(index) },
  );
}

/** A forged cursor spoils its own page only. */
function partOf<Row extends Identified>(
  order: SortOrder<Row>,
  key: NestedPageKey,
  rowsOf: (key: NestedPageKey) => SelectQueryBuilder<Row>,
): Part<Row> | Error {
  try {
    return { first: key.first, query: positioned(rowsOf(key), order, key), rows: [] };
  } catch (error) {
    return error as Error;
  }
}

async function fill<Row extends Identified>(
  manager: EntityManager,
  order: SortOrder<Row>,
  parts: ReadonlyArray<Part<Row>>,
): Promise<void> {
  const idsOfPart = await idsOf(manager, parts);
  const wanted = [...new Set(idsOfPart.flat())];
  const entity = parts[0]?.query.expressionMap.mainAlias?.target;
  if (!entity || wanted.length === 0) return;
  const rows = await manager.findBy<Row>(entity, { id: In(wanted) } as FindOptionsWhere<Row>);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const inOrder = comparison(order);
  parts.forEach((part, index) => {
    const own = idsOfPart[index]?.flatMap((id) => byId.get(id) ?? []) ?? [];
    part.rows = own.sort(inOrder);
  });
}

async function idsOf<Row extends Identified>(
  manager: EntityManager,
  parts: ReadonlyArray<Part<Row>>,
): Promise<string[][]> {
  const parameters: unknown[] = [];
  const statements = parts.map(({ query }, index) => {
    const [text, own] = query.select(`${query.alias}.id`, 'id').getQueryAndParameters();
    parameters.push(...(own as unknown[]));
    return `SELECT ${index} AS part, p${index}.id AS id FROM (${text}) p${index}`;
  });
  const found = await manager.query<Array<{ part: number; id: string }>>(
    statements.join(' UNION ALL '),
    parameters,
  );
  const ids: string[][] = parts.map(() => []);
  for (const { part, id } of found) ids[Number(part)]?.push(id);
  return ids;
}

/** UNION ALL promises no order: it is made again. */
function comparison<Row extends Identified>({
  property,
  direction,
}: SortOrder<Row>): (a: Row, b: Row) => number {
  const sign = direction === 'ASC' ? 1 : -1;
  return (a, b) => sign * (compare(a[property], b[property]) || compare(a.id, b.id));
}

function compare<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
