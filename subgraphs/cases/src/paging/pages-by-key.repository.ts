import type { EntityManager, EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { keysetPage, type Page, type PageRequest, type SortOrder } from '@ecogrid/database';

export interface KeyedPages<Row extends ObjectLiteral> {
  readonly manager: EntityManager;
  readonly entity: EntityTarget<Row>;
  /** The visible rows of some keys; its alias is `item`. */
  readonly query: (keys: readonly string[]) => SelectQueryBuilder<Row>;
  /** SQL for what the rows are grouped by. */
  readonly partition: string;
  readonly keyOf: (row: Row) => string | null;
  readonly order: SortOrder<Row>;
}

/** The same page of every key in two statements: positions counted within each key, then the rows they name. */
export async function pagesByKey<Row extends ObjectLiteral & { id: string }>(
  keys: readonly string[],
  list: KeyedPages<Row>,
  request: PageRequest,
): Promise<Array<Page<Row>>> {
  // A cursor belongs to one list: only a single key is asked with one, but for the caller who sends it to many.
  if (keys.length === 1 || request.after) {
    return Promise.all(keys.map((key) => keysetPage(list.query([key]), list.order, request)));
  }
  const ids = await rankedIds(keys, list, request.first + 1);
  const named = list.manager.createQueryBuilder(list.entity, 'item').whereInIds(ids);
  const all = await keysetPage(named, list.order, { first: Math.max(ids.length, 1) });
  return keys.map((key) => {
    const rows = ids.length === 0 ? [] : all.rows.filter((row) => list.keyOf(row) === key);
    return {
      rows: rows.slice(0, request.first),
      hasNextPage: rows.length > request.first,
      cursorOf: all.cursorOf,
    };
  });
}

async function rankedIds<Row extends ObjectLiteral>(
  keys: readonly string[],
  { manager, query, partition, order }: KeyedPages<Row>,
  most: number,
): Promise<string[]> {
  const place = `ROW_NUMBER() OVER (PARTITION BY ${partition} ORDER BY item.${order.property} ${order.direction}, item.id ${order.direction})`;
  const [sql, parameters] = query(keys)
    .select('item.id', 'id')
    .addSelect(place, 'place')
    .getQueryAndParameters();
  const rows = await manager.query<Array<{ id: string }>>(`SELECT id FROM (${sql}) ranked WHERE place <= ?`, [
    ...(parameters as unknown[]),
    most,
  ]);
  return rows.map(({ id }) => id);
}
