import { DataSource } from 'typeorm';
import { driver, parseLocation, privateFile } from './location.ts';

/**
 * Keeps other processes from opening an embedded database. The lock is SQLite's own, on a file beside the database: a
 * process that is killed leaves none behind. A server does its own locking.
 * @returns a function that lets go; undefined when another process has the database open.
 */
export async function lockDatabase(url: string): Promise<(() => Promise<void>) | undefined> {
  const location = parseLocation(url);
  if (location.engine !== 'sqlite') return () => Promise.resolve();
  const database = `${location.path}.lock`;
  privateFile(database);
  const lock = new DataSource({
    type: 'better-sqlite3',
    driver: driver('better-sqlite3'),
    database,
    prepareDatabase: (file: { pragma(text: string): unknown }) => void file.pragma('busy_timeout = 0'),
  });
  await lock.initialize();
  try {
    await lock.query('BEGIN EXCLUSIVE TRANSACTION');
  } catch (error) {
    await lock.destroy();
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return () => lock.destroy();
}
