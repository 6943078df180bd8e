import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Condition } from './listing.ts';
import { RawRows } from './raw-rows.ts';

/** A list inside another thing that has no page: its description states the maximum. */
interface BoundedList<Row> {
  /** The property that names the thing. */
  readonly of: keyof Row & string;
  /** The properties of its order, each ascending. */
  readonly by: ReadonlyArray<keyof Row & string>;
  readonly most: number;
  /** The rows of a longer list that are read: the first of the order, or the last. */
  readonly keeps: 'FIRST' | 'LAST';
  /**
   * A further condition, such as the rights of the reader, with the table named `item`: hidden rows are not counted.
   */
  readonly where?: Condition;
}

/**
 * The lists of many things in one statement: `(rows of A) UNION ALL (rows of B) …`, each half reading the maximum and no
 * row more.
 * @returns a list for each key, in order.
 */
export async function boundedLists<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  keys: readonly string[],
  { of, by, most, keeps, where }: BoundedList<Row>,
): Promise<Row[][]> {
  const rows = RawRows.of(manager.connection, entity);
  const direction = keeps === 'FIRST' ? 'ASC' : 'DESC';
  const order = by.map((property) => `item.${rows.columnOf(property)} ${direction}`).join(', ');
  const asked = where ? `AND (${where.text}) ` : '';
  const rest = `WHERE item.${rows.columnOf(of)} = ? ${asked}ORDER BY ${order} LIMIT ${most}`;
  const lists = await rows.selectEach(
    manager,
    rest,
    keys.map((key) => [key, ...(where?.values ?? [])]),
  );
  return lists.map((own) => own.toSorted((one, other) => compared(one, other, by)));
}

/** UNION ALL promises no order: it is made again. */
function compared<Row>(one: Row, other: Row, by: ReadonlyArray<keyof Row>): number {
  const differing = by.find((property) => one[property] < other[property] || one[property] > other[property]);
  return differing === undefined ? 0 : one[differing] < other[differing] ? -1 : 1;
}
