import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataSourceOptions } from 'typeorm';

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

/** Connections that may be open to a server at once, for each subgraph process. */
const POOL_SIZE = 10;

/** The options of the connection that writes. */
export function writerOptions(location: Location): DataSourceOptions {
  if (location.engine !== 'sqlite') return serverOptions(location);
  mkdirSync(dirname(location.path), { recursive: true });
  return {
    type: 'better-sqlite3',
    database: location.path,
    enableWAL: true,
    prepareDatabase: (file: { pragma(text: string): unknown }) => {
      // FULL: what was acknowledged survives a power cut, not only a killed process.
      // Measured: no dearer than NORMAL once transactions carry a hundred rows; a single one costs one fsync.
      file.pragma('synchronous = FULL');
      file.pragma('foreign_keys = ON');
      file.pragma('busy_timeout = 5000');
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
    database: location.path,
    readonly: true,
    prepareDatabase: (file: { pragma(text: string): unknown }) => void file.pragma('busy_timeout = 5000'),
  };
}

function serverOptions({ engine, url }: { engine: 'mysql' | 'mariadb'; url: string }): DataSourceOptions {
  return {
    type: engine,
    url,
    timezone: 'Z',
    charset: 'utf8mb4_bin',
    extra: { connectionLimit: POOL_SIZE },
  };
}
