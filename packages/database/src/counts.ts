import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { BOUNDS } from './bounds.ts';

export interface CappedCount {
  readonly value: number;
  /** Whether there may be more. */
  readonly isCapped: boolean;
}

/** Counts a list, and stops at a bound. */
export type Counter = (upTo: number) => Promise<CappedCount>;

/** The count of a list of which one row more than the bound was looked for. */
export function cappedCount(found: number, upTo: number): CappedCount {
  return { value: Math.min(found, upTo), isCapped: found > upTo };
}

/** The lists of one statement. */
const MOST_PARTS = BOUNDS.pages.nestedAtOnce;

/** Counts the rows of many queries in one statement; each is read as far as the bound and one row more. */
export async function queryCounts<Row extends ObjectLiteral>(
  manager: EntityManager,
  queries: ReadonlyArray<SelectQueryBuilder<Row>>,
  upTo: number,
): Promise<CappedCount[]> {
  const counts: CappedCount[] = [];
  for (let start = 0; start < queries.length; start += MOST_PARTS) {
    const found = await foundBy(manager, queries.slice(start, start + MOST_PARTS), upTo + 1);
    counts.push(...found.map((each) => cappedCount(each, upTo)));
  }
  return counts;
}

async function foundBy<Row extends ObjectLiteral>(
  manager: EntityManager,
  queries: ReadonlyArray<SelectQueryBuilder<Row>>,
  most: number,
): Promise<number[]> {
  const parameters: unknown[] = [];
  const statements = queries.map((query, index) => {
    const [text, own] = query.select(`${query.alias}.id`, 'id').limit(most).getQueryAndParameters();
    parameters.push(...(own as unknown[]));
    return `SELECT ${index} AS part, COUNT(*) AS found FROM (${text}) c${index}`;
  });
  const rows = await manager.query<Array<{ part: number; found: number | string }>>(
    statements.join(' UNION ALL '),
    parameters,
  );
  const byPart = new Map(rows.map(({ part, found }) => [Number(part), Number(found)]));
  return queries.map((_, index) => byPart.get(index) ?? 0);
}

/**
 * Counters of lists that are loaded together: the first one asked counts them all, once for each bound.
 * @param countAll the counts of all lists, in order.
 * @returns the counter of the list at a place.
 */
export function sharedCounters(
  countAll: (upTo: number) => Promise<readonly CappedCount[]>,
): (index: number) => Counter {
  const counts = new Map<number, Promise<readonly CappedCount[]>>();
  return (index) => async (upTo) => {
    const known = counts.get(upTo) ?? countAll(upTo);
    counts.set(upTo, known);
    return (await known)[index] as CappedCount;
  };
}
