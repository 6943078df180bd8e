import { createRequire } from 'node:module';
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { BOUNDS } from './bounds.ts';

/** Where a database lives: one file for the embedded default, or a MySQL-protocol server. */
export type Location =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'mysql' | 'mariadb'; readonly url: string };

/** @param url `sqlite:<path>`, `mysql://user:password@host:port/schema` or `mariadb://…`. */
export function parseLocation(url: string): Location {
  if (url.startsWith('sqlite:')) return { engine: 'sqlite', path: url.slice('sqlite:'.length) };
  const engine = /^(mysql|mariadb):\/\//.exec(url)?.[1];
  if (!engine) throw new Error('A database URL begins with sqlite:, mysql:// or mariadb://');
  return { engine: engine as 'mysql' | 'mariadb', url };
}

const PRIVATE = 0o600;

/** Connections that may be open to a server at once, for each subgraph process. */
const POOL_SIZE = BOUNDS.server.connections;

const CONNECT_TIMEOUT_MS = BOUNDS.server.connectMs;
const STATEMENT_TIMEOUT_MS = BOUNDS.server.statementMs;

/** How long SQLite waits for another process's lock. It blocks the event loop, so a unit of work waits longer by itself. */
const BUSY_TIMEOUT = `busy_timeout = ${BOUNDS.units.lockMs}`;

interface SqliteFile {
  pragma(text: string): unknown;
  prepare(text: string): unknown;
}

/** The file with its folder, readable by its owner alone. SQLite gives its journals the same mode. */
export function privateFile(path: string): void {
  if (path === ':memory:') return;
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', PRIVATE));
  chmodSync(path, PRIVATE);
}

/** The options of the connection that writes. */
export function writerOptions(location: Location): DataSourceOptions {
  if (location.engine !== 'sqlite') return serverOptions(location);
  privateFile(location.path);
  return {
    type: 'better-sqlite3',
    driver: driver('better-sqlite3'),
    database: location.path,
    enableWAL: true,
    prepareDatabase: (file: SqliteFile) => {
      // FULL: an acknowledged write survives a power cut, not only a killed process. Measured: no dearer than NORMAL
      // once transactions carry a hundred rows; a single one costs one fsync.
      file.pragma('synchronous = FULL');
      file.pragma('foreign_keys = ON');
      file.pragma(BUSY_TIMEOUT);
      // A transaction that reads first and writes later would be refused at once where another process writes between.
      const prepare = file.prepare.bind(file);
      file.prepare = (text) => prepare(text === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE TRANSACTION' : text);
    },
  };
}

/**
 * The options of the connection that reads. On SQLite it is a second, read-only one: TypeORM's driver has one
 * connection, and a read on the writer's would see another request's uncommitted rows.
 */
export function readerOptions(location: Location): DataSourceOptions | undefined {
  if (location.engine !== 'sqlite') return undefined;
  return {
    type: 'better-sqlite3',
    driver: driver('better-sqlite3'),
    database: location.path,
    readonly: true,
    prepareDatabase: (file: SqliteFile) => void file.pragma(BUSY_TIMEOUT),
  };
}

const require = createRequire(import.meta.url);

/** TypeORM looks for a driver beside its own files; a bundled program has none there. */
export const driver = (name: 'better-sqlite3' | 'mysql2'): unknown => require(name);

function serverOptions({ engine, url }: { engine: 'mysql' | 'mariadb'; url: string }): DataSourceOptions {
  return {
    type: engine,
    driver: driver('mysql2'),
    url,
    timezone: 'Z',
    charset: 'utf8mb4_bin',
    extra: { connectionLimit: POOL_SIZE, connectTimeout: CONNECT_TIMEOUT_MS },
    // A blocked server answers no statement: a waiting caller receives an error.
    maxQueryExecutionTime: STATEMENT_TIMEOUT_MS,
    enableQueryTimeout: true,
  };
}
