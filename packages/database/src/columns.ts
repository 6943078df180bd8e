import { Table, type QueryRunner, type TableColumnOptions } from 'typeorm';

/** Columns for migrations, spelled once for both engines. Each has its twin among the column decorators. */
type More = Partial<TableColumnOptions>;

export const uuid = (name: string, more: More = {}): TableColumnOptions => text(name, 36, more);
export const primaryUuid = (name = 'id'): TableColumnOptions => uuid(name, { isPrimary: true });
export const text = (name: string, length: number, more: More = {}): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  ...more,
});
export const longText = (name: string, more: More = {}): TableColumnOptions => ({
  name,
  type: 'text',
  ...more,
});
export const json = (name: string, more: More = {}): TableColumnOptions => ({ name, type: 'json', ...more });
export const instant = (name: string, more: More = {}): TableColumnOptions => ({
  name,
  type: 'datetime',
  precision: 3,
  ...more,
});
export const integer = (name: string, more: More = {}): TableColumnOptions => ({
  name,
  type: 'int',
  ...more,
});
export const real = (name: string, more: More = {}): TableColumnOptions => ({
  name,
  type: 'double',
  ...more,
});
export const flag = (name: string, more: More = {}): TableColumnOptions => ({
  name,
  type: 'boolean',
  ...more,
});

export const nullable: More = { isNullable: true };

/** Indexes by name: `ix_…` plain, `ux_…` unique. */
export type Indexes = Readonly<Record<string, readonly string[]>>;

/** Creates a table with columns and named indexes, on either engine. */
export async function createTable(
  runner: QueryRunner,
  name: string,
  columns: readonly TableColumnOptions[],
  indexes: Indexes = {},
  more: { readonly withoutRowid?: boolean } = {},
): Promise<void> {
  const normal = columns.map((column) => normalized(runner, column));
  const indices = Object.entries(indexes).map(([indexName, columnNames]) => ({
    name: indexName,
    columnNames: [...columnNames],
    isUnique: indexName.startsWith('ux_'),
  }));
  await runner.createTable(new Table({ name, columns: normal, indices, ...more }));
}

/** A column as the engine names its type. */
function normalized({ connection }: QueryRunner, column: TableColumnOptions): TableColumnOptions {
  const { type, length } = column;
  return {
    ...column,
    type: connection.driver.normalizeType({ type: type as never, ...(length ? { length } : {}) }),
  };
}
