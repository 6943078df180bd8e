import { TableColumn, TableIndex, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { normalized, type Indexes } from './columns.ts';

/** How a table is changed by a migration; `fill` says for a column that is never null what standing rows have there. */
export interface Alteration {
  readonly table: string;
  readonly dropped: readonly string[];
  readonly added: ReadonlyArray<TableColumnOptions & { readonly fill?: string }>;
  readonly indexes: Indexes;
}

/** Changes a table, spelled once for both engines: on a server in two statements, for each one copies the table. */
export async function alterTable(runner: QueryRunner, alteration: Alteration): Promise<void> {
  const filled = alteration.added.filter(({ fill }) => fill !== undefined);
  const isServer = runner.connection.options.type !== 'better-sqlite3';
  await (isServer ? addOnServer(runner, alteration) : addOnSqlite(runner, alteration));
  for (const { name, fill } of filled) await runner.query(`UPDATE ${alteration.table} SET ${name} = ${fill}`);
  const required = filled.filter(({ isNullable }) => !isNullable);
  await (isServer
    ? finishOnServer(runner, alteration, required)
    : finishOnSqlite(runner, alteration, required));
}

async function addOnServer(runner: QueryRunner, { table, dropped, added }: Alteration): Promise<void> {
  const parts = [
    ...dropped.map((name) => `DROP INDEX ${name}`),
    ...added.map((column) => `ADD COLUMN ${column.name} ${typeOf(runner, column)} NULL`),
  ];
  await runner.query(`ALTER TABLE ${table} ${parts.join(', ')}`);
}

async function finishOnServer(
  runner: QueryRunner,
  { table, indexes }: Alteration,
  required: readonly TableColumnOptions[],
): Promise<void> {
  const parts = [
    ...required.map((column) => `MODIFY COLUMN ${column.name} ${typeOf(runner, column)} NOT NULL`),
    ...Object.entries(indexes).map(([name, columns]) => `ADD INDEX ${name} (${columns.join(', ')})`),
  ];
  await runner.query(`ALTER TABLE ${table} ${parts.join(', ')}`);
}

async function addOnSqlite(runner: QueryRunner, { table, dropped, added }: Alteration): Promise<void> {
  for (const name of dropped) await runner.dropIndex(table, name);
  const columns = added.map((column) => columnOf(runner, { ...column, isNullable: true }));
  await runner.addColumns(table, columns);
}

async function finishOnSqlite(
  runner: QueryRunner,
  { table, indexes }: Alteration,
  required: readonly TableColumnOptions[],
): Promise<void> {
  for (const column of required) await runner.changeColumn(table, column.name, columnOf(runner, column));
  for (const [name, columns] of Object.entries(indexes))
    await runner.createIndex(table, new TableIndex({ name, columnNames: [...columns] }));
}

function columnOf(runner: QueryRunner, column: TableColumnOptions): TableColumn {
  return new TableColumn(normalized(runner, column));
}

function typeOf(runner: QueryRunner, column: TableColumnOptions): string {
  return runner.connection.driver.createFullType(columnOf(runner, column));
}
