import { In, type EntityManager, type FindOptionsWhere, type SelectQueryBuilder } from 'typeorm';
import { keysetPage, type Page, type PageRequest, type SortOrder } from '@ecogrid/database';

interface Identified {
  id: string;
}

interface Part<Row extends Identified> {
  readonly query: SelectQueryBuilder<Row>;
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/** SQLite joins at most 500 SELECTs into one statement. */
const MOST_PARTS = 200;

/**
 * One page for each query, in two statements together: `(first rows of A) UNION ALL (first rows of B) …`, each half
 * reading only its index, then the rows by id. A window function would read every row of every parent instead.
 * @returns a page or an error for each query, in order.
 */
export async function keysetPages<Row extends Identified>(
  manager: EntityManager,
  order: SortOrder<Row>,
  wishes: ReadonlyArray<{ readonly query: SelectQueryBuilder<Row>; readonly page: PageRequest }>,
): Promise<Array<Page<Row> | Error>> {
  const parts: Part<Row>[] = [];
  // keysetPage adds condition, order and limit to its query, then asks it for rows: that asking is what is gathered.
  const gathered = ({ query }: { query: SelectQueryBuilder<Row> }): SelectQueryBuilder<Row> => {
    const alone = query.clone();
    alone.getMany = () =>
      new Promise<Row[]>((resolve, reject) => parts.push({ query: alone, resolve, reject }));
    return alone;
  };
  const pages = Promise.allSettled(wishes.map((wish) => keysetPage(gathered(wish), order, wish.page)));
  for (let start = 0; start < parts.length; start += MOST_PARTS) {
    await fetchTogether(manager, order, parts.slice(start, start + MOST_PARTS));
  }
  return (await pages).map((page) => (page.status === 'fulfilled' ? page.value : (page.reason as Error)));
}

async function fetchTogether<Row extends Identified>(
  manager: EntityManager,
  order: SortOrder<Row>,
  parts: readonly Part<Row>[],
): Promise<void> {
  try {
    const idsOfPart = await ids(manager, parts);
    const wanted = [...new Set(idsOfPart.flat())];
    const [first] = parts;
    if (!first) return;
    const where = { id: In(wanted) } as FindOptionsWhere<Row>;
    const rows =
      wanted.length === 0
        ? []
        : await manager.findBy<Row>(first.query.expressionMap.mainAlias?.target ?? '', where);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const inOrder = comparison(order);
    parts.forEach(({ resolve }, index) => {
      const own = idsOfPart[index]?.flatMap((id) => byId.get(id) ?? []) ?? [];
      resolve(own.sort(inOrder));
    });
  } catch (error) {
    parts.forEach(({ reject }) => reject(error));
  }
}

async function ids<Row extends Identified>(
  manager: EntityManager,
  parts: readonly Part<Row>[],
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
  const ofPart: string[][] = parts.map(() => []);
  for (const { part, id } of found) ofPart[Number(part)]?.push(id);
  return ofPart;
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
