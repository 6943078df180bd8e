import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Database, lockDatabase } from './index.ts';

describe('an embedded database', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ecogrid-lock-'));
    path = join(folder, 'tests.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (): Promise<Database> =>
    Database.open({ url: `sqlite:${path}`, entities: [], migrations: [] });

  test('is read by its owner alone, its journals too', async () => {
    const database = await open();
    await database.transaction((manager) => manager.query('CREATE TABLE noted (id INTEGER)'));
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600);
    await database.close();
  });

  test('is held by one process; another one is refused until it is released', async () => {
    const release = await lockDatabase(`sqlite:${path}`);
    expect(await lockDatabase(`sqlite:${path}`)).toBeUndefined();
    await release?.();
    const again = await lockDatabase(`sqlite:${path}`);
    expect(again).toBeDefined();
    await again?.();
  });

  test('that another process holds is waited for, and then refused with a code that can be retried', async () => {
    const database = await open();
    await database.transaction((manager) => manager.query('CREATE TABLE noted (id INTEGER)'));
    const other = await new DataSource({ type: 'better-sqlite3', database: path }).initialize();
    await other.query('BEGIN IMMEDIATE');
    let hasRun = false;
    const refused = database.transaction(async () => void (hasRun = true));
    await expect(refused).rejects.toMatchObject({ code: 'DATABASE_BUSY', httpStatus: 503 });
    expect(hasRun).toBe(false);
    const written = database.transaction((manager) => manager.query('INSERT INTO noted VALUES (1)'));
    await other.query('COMMIT');
    await written;
    expect(await database.manager.query('SELECT id FROM noted')).toEqual([{ id: 1 }]);
    await other.destroy();
    await database.close();
  });
});
