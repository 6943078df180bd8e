import type { DataSource, EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import { BOUNDS } from './bounds.ts';

/** Kinds of columns whose values an engine gives in another form than the entity has. */
const CONVERTED = new Set<unknown>(['datetime', 'json', 'boolean']);

/**
 * Reads rows of an entity without TypeORM's hydration, which costs more than the query it follows: lists of hundreds of
 * rows are read this way. Same properties, same values, and of the entity's class: type-graphql copies each value that
 * is not an instance of the class that its resolver is of, once for each field.
 */
export class RawRows<Row extends ObjectLiteral> {
  private static readonly known = new WeakMap<EntityMetadata, RawRows<ObjectLiteral>>();
  /** The select list, of a table that goes by the name `item`. */
  readonly columns: string;
  readonly table: string;
  private readonly metadata: EntityMetadata;
  private readonly prototype: object | null;
  private readonly conversions: ReadonlyArray<readonly [string, (value: unknown) => unknown]>;

  private constructor({ driver }: DataSource, metadata: EntityMetadata) {
    this.metadata = metadata;
    this.table = metadata.tableName;
    this.prototype = typeof metadata.target === 'function' ? (metadata.target.prototype as object) : null;
    this.columns = metadata.columns
      // Quoted: a property may have the name of a keyword, such as `from`.
      .map(({ databaseName, propertyName }) => `item.${databaseName} AS \`${propertyName}\``)
      .join(', ');
    this.conversions = metadata.columns
      .filter(({ type }) => CONVERTED.has(type))
      .map((column) => [
        column.propertyName,
        (value): unknown => driver.prepareHydratedValue(value, column) as unknown,
      ]);
  }

  static of<Row extends ObjectLiteral>(connection: DataSource, entity: EntityTarget<Row>): RawRows<Row> {
    const metadata = connection.getMetadata(entity);
    let rows = RawRows.known.get(metadata);
    if (!rows) RawRows.known.set(metadata, (rows = new RawRows(connection, metadata)));
    return rows as RawRows<Row>;
  }

  /** @param rest the text after `FROM <table> item`, with `?` for each value. */
  async select(manager: EntityManager, rest: string, values: readonly unknown[]): Promise<Row[]> {
    const text = `SELECT ${this.columns} FROM ${this.table} item ${rest}`;
    const rows = await manager.query<ObjectLiteral[]>(text, parameters(manager.connection, values));
    for (const row of rows) this.convert(row);
    return rows as Row[];
  }

  /**
   * Many selections of one form, all in one statement.
   * @param rest the text after `FROM <table> item`, with `?` for each value.
   * @param values those of each selection.
   * @returns the rows of each selection, in no order.
   */
  async selectEach(
    manager: EntityManager,
    rest: string,
    values: ReadonlyArray<readonly unknown[]>,
  ): Promise<Row[][]> {
    const lists: Row[][] = [];
    for (let start = 0; start < values.length; start += BOUNDS.pages.nestedAtOnce) {
      lists.push(
        ...(await this.selectSome(manager, rest, values.slice(start, start + BOUNDS.pages.nestedAtOnce))),
      );
    }
    return lists;
  }

  private async selectSome(
    manager: EntityManager,
    rest: string,
    values: ReadonlyArray<readonly unknown[]>,
  ): Promise<Row[][]> {
    const parts = values.map(
      (_, index) =>
        `SELECT * FROM (SELECT ${index} AS part, ${this.columns} FROM ${this.table} item ${rest}) part${index}`,
    );
    const found = await manager.query<ObjectLiteral[]>(
      parts.join(' UNION ALL '),
      parameters(manager.connection, values.flat()),
    );
    const lists: Row[][] = values.map(() => []);
    for (const { part, ...row } of found) lists[Number(part)]?.push(this.convert(row));
    return lists;
  }

  /** @throws Error for a property without a column. */
  columnOf(property: string): string {
    const column = this.metadata.findColumnWithPropertyName(property);
    if (!column) throw new Error(`${this.table} has no column for ${property}`);
    return column.databaseName;
  }

  private convert(row: ObjectLiteral): Row {
    for (const [property, convert] of this.conversions) row[property] = convert(row[property]);
    if (this.prototype) Object.setPrototypeOf(row, this.prototype);
    return row as Row;
  }

  /** A value of a property as the entity has it. */
  read(property: string, value: unknown): unknown {
    const conversion = this.conversions.find(([name]) => name === property);
    return conversion ? conversion[1](value) : value;
  }
}

/** Values as parameters of a statement: SQLite keeps moments as texts, which its driver leaves to its caller. */
export function parameters({ options }: DataSource, values: readonly unknown[]): unknown[] {
  if (options.type !== 'better-sqlite3') return [...values];
  return values.map((value) =>
    value instanceof Date ? value.toISOString().replace('T', ' ').slice(0, -1) : value,
  );
}

/** As many `?` as there are values. */
export function placeholders(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
