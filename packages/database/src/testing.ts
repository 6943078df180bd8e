import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { Database, type DatabaseModel } from './database.ts';
import { resetter } from './test-reset.ts';

export { plansOf } from './test-plans.ts';

/** An engine that tests can run on. */
export interface TestEngine {
  readonly name: 'sqlite' | 'mariadb';
  /** A new database without tables. Only a test of the migrations themselves needs one. */
  freshUrl(): Promise<string>;
  /** A new database whose schema is up to date, and whose tables are empty. */
  migratedUrl(model: DatabaseModel): Promise<string>;
}

/** The rows of a database that the migrations did not write. */
export type Seed = (database: Database) => Promise<void>;

/** A database of one test file. */
export interface TestDatabase {
  readonly database: Database;
  /** For a second process that opens the same database. */
  readonly url: string;
  /** The next test of the file may take the database, which is reset then. */
  readonly release: () => Promise<void>;
}

/** SQLite always; MariaDB when the test run has started a private one and names it here. */
export function testEngines(): TestEngine[] {
  const server = process.env['ECOGRID_TEST_MARIADB'];
  return server ? [sqlite, mariadb(server)] : [sqlite];
}

function sqliteFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecogrid-'));
  folders.push(folder);
  return join(folder, 'test.db');
}

const sqlite: TestEngine = {
  name: 'sqlite',
  freshUrl: () => Promise.resolve(`sqlite:${sqliteFile()}`),
  migratedUrl: async (model) => {
    const file = sqliteFile();
    copyFileSync(await templateOf(model), file);
    return `sqlite:${file}`;
  },
};

/** A file that the first test of the run migrates, and that the others copy: they share the folder for temporary files. */
async function templateOf(model: DatabaseModel): Promise<string> {
  const hash = createHash('sha256').update(model.migrations.map(String).join('\n'));
  const template = join(tmpdir(), `ecogrid-template-${hash.digest('hex').slice(0, 16)}.db`);
  if (existsSync(template)) return template;
  const file = sqliteFile();
  // Closing writes everything to the one file.
  await (await Database.open({ url: `sqlite:${file}`, ...model })).close();
  renameSync(file, template);
  return template;
}

const mariadb = (server: string): TestEngine => {
  const freshUrl = async (): Promise<string> => {
    const schema = `t_${randomBytes(6).toString('hex')}`;
    const connection = await createConnection(server);
    await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await connection.end();
    return `${server.replace(/^mysql:/, 'mariadb:').replace(/\/$/, '')}/${schema}`;
  };
  const migratedUrl = async (model: DatabaseModel): Promise<string> => {
    const url = await freshUrl();
    await (await Database.open({ url, ...model })).close();
    return url;
  };
  return { name: 'mariadb', freshUrl, migratedUrl };
};

interface Kept {
  readonly engine: TestEngine['name'];
  readonly model: DatabaseModel;
  readonly url: string;
  readonly database: Database;
  readonly seed: Seed;
  readonly reset: () => Promise<void>;
  isFree: boolean;
}

/** The databases of this test file: Jest loads this module anew for each file. */
const kept: Kept[] = [];
const folders: string[] = [];
afterAll(async () => {
  await Promise.all(kept.splice(0).map(({ database }) => database.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const nothing: Seed = () => Promise.resolve();

/** Takes a database that holds the seed and nothing else: one that a test before has released, or a new one. */
export async function testDatabase(
  engine: TestEngine,
  model: DatabaseModel,
  seed: Seed = nothing,
): Promise<TestDatabase> {
  const isWanted = (each: Kept): boolean =>
    each.isFree && each.engine === engine.name && each.model === model && each.seed === seed;
  let found = kept.find(isWanted);
  if (found) {
    found.isFree = false;
    await found.reset();
  } else {
    found = await open(engine, model, seed);
    kept.push(found);
  }
  const { database, url } = found;
  return { database, url, release: () => Promise.resolve(void (found.isFree = true)) };
}

async function open(engine: TestEngine, model: DatabaseModel, seed: Seed): Promise<Kept> {
  const url = await (engine.name === 'sqlite' ? engine.migratedUrl(model) : engine.freshUrl());
  const database = await Database.open({ url, ...model });
  const reset = await resetter(database, seed);
  return { engine: engine.name, model, seed, url, database, reset, isFree: false };
}
