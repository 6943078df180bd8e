import Sqlite from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { join } from 'node:path';
import type { SystemAddress } from './system.ts';

export type Value = string | number | null;

/** A database as a test looks at it from outside: the same few statements on both engines. */
export interface Outside {
  rows<Row>(text: string, values?: readonly Value[]): Promise<Row[]>;
  /** Runs one statement that answers nothing. */
  change(text: string, values: readonly Value[]): Promise<void>;
  /** Runs statements that answer nothing. */
  run(text: string): Promise<void>;
  /** Inserts rows, in one transaction: a column that is not given is empty. */
  fill(table: string, given: ReadonlyArray<Readonly<Record<string, Value>>>): Promise<void>;
  columns(table: string): Promise<string[]>;
  /** Drops the indexes that can be built anew. @returns a function that builds them. */
  dropIndexes(table: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const ROWS_OF_A_STATEMENT = 100;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** A value that a column accepts, also for columns that are added later. */
function emptyOf({ type, isNullable }: Column): Value {
  if (isNullable) return null;
  if (/json|longtext/i.test(type)) return '[]';
  if (/date/i.test(type)) return '2026-01-01 00:00:00.000';
  return /int|bool|double|real/i.test(type) ? 0 : '';
}

function statements(
  table: string,
  columns: readonly Column[],
  given: ReadonlyArray<Readonly<Record<string, Value>>>,
): Array<readonly [string, Value[]]> {
  const names = columns.map(({ name }) => name).join(', ');
  const row = `(${columns.map(() => '?').join(', ')})`;
  const made: Array<readonly [string, Value[]]> = [];
  for (let start = 0; start < given.length; start += ROWS_OF_A_STATEMENT) {
    const part = given.slice(start, start + ROWS_OF_A_STATEMENT);
    const values = part.flatMap((each) => columns.map((column) => each[column.name] ?? emptyOf(column)));
    made.push([`INSERT INTO ${table} (${names}) VALUES ${part.map(() => row).join(', ')}`, values]);
  }
  return made;
}

/** The database of a subgraph of a running system. */
export async function outsideOf(
  { databaseUrl, dataDirectory }: Pick<SystemAddress, 'databaseUrl' | 'dataDirectory'>,
  subgraph: string,
): Promise<Outside> {
  if (databaseUrl) return outsideMariaDb(databaseUrl.replaceAll('{name}', subgraph));
  return outsideSqlite(join(dataDirectory, `${subgraph}.db`));
}

export function outsideSqlite(file: string): Outside {
  const database = new Sqlite(file, { timeout: 10_000 });
  const columnsOf = (table: string): Column[] =>
    database
      .prepare<[], { name: string; type: string; notnull: number }>(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name, type, notnull }) => ({ name, type, isNullable: notnull === 0 }));
  return {
    rows: <Row>(text: string, values: readonly Value[] = []) =>
      Promise.resolve(database.prepare<Value[], Row>(text).all(...values)),
    change: (text, values) => Promise.resolve(void database.prepare(text).run(...values)),
    run: (text) => Promise.resolve(void database.exec(text)),
    fill: (table, given) => {
      const insert = database.transaction(() => {
        for (const [text, values] of statements(table, columnsOf(table), given))
          database.prepare(text).run(...values);
      });
      insert();
      return Promise.resolve();
    },
    columns: (table) => Promise.resolve(columnsOf(table).map(({ name }) => name)),
    dropIndexes: (table) => {
      const indexes = database
        .prepare<string[], { name: string; sql: string }>(
          "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        )
        .all(table);
      database.exec(indexes.map(({ name }) => `DROP INDEX ${name};`).join(''));
      return Promise.resolve(() =>
        Promise.resolve(void database.exec(indexes.map(({ sql }) => `${sql};`).join(''))),
      );
    },
    close: () => Promise.resolve(void database.close()),
  };
}

export async function outsideMariaDb(url: string): Promise<Outside> {
  const connection = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), timezone: 'Z' });
  const columnsOf = async (table: string): Promise<Column[]> => {
    const [found] = await connection.query(`SHOW COLUMNS FROM ${table}`);
    return (found as Array<{ Field: string; Type: string; Null: string }>).map((column) => ({
      name: column.Field,
      type: column.Type,
      isNullable: column.Null === 'YES',
    }));
  };
  return {
    rows: async <Row>(text: string, values: readonly Value[] = []) => {
      const [found] = await connection.query(text, [...values]);
      return found as Row[];
    },
    change: async (text, values) => void (await connection.query(text, [...values])),
    run: async (text) => void (await connection.query(text)),
    fill: async (table, given) => {
      await connection.beginTransaction();
      for (const [text, values] of statements(table, await columnsOf(table), given))
        await connection.query(text, values);
      await connection.commit();
    },
    columns: async (table) => (await columnsOf(table)).map(({ name }) => name),
    dropIndexes: async (table) => {
      const [[received]] = (await connection.query(`SHOW CREATE TABLE ${table}`)) as unknown as [
        [{ 'Create Table': string }],
      ];
      const keys = [...received['Create Table'].matchAll(/^\s*((?:UNIQUE )?KEY (`\w+`) .*?),?$/gm)];
      await connection.query(
        `ALTER TABLE ${table} ${keys.map(([, , name]) => `DROP INDEX ${name}`).join(', ')}`,
      );
      return async () =>
        void (await connection.query(
          `ALTER TABLE ${table} ${keys.map(([, key]) => `ADD ${key}`).join(', ')}`,
        ));
    },
    close: () => connection.end(),
  };
}

/** As both engines keep a moment. */
export const stored = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '');
