import { createHash } from 'node:crypto';
import { ConfigurationError } from '@ecogrid/service';
import type { DataSource } from 'typeorm';
import type { Location } from './location.ts';

const TABLE = 'schema_baseline';

/**
 * Until 1.0 the schema has one baseline, which is edited in place; nothing alters a database that an earlier baseline
 * created. A database keeps the fingerprint of its baseline. Call this before the migrations run.
 * @throws ConfigurationError when the database was created by another baseline.
 */
export async function checkBaseline(writer: DataSource, location: Location): Promise<void> {
  const expected = fingerprintOf(writer);
  const runner = writer.createQueryRunner();
  try {
    const isNew = !(await runner.hasTable('migrations'));
    await runner.query(`CREATE TABLE IF NOT EXISTS ${TABLE} (fingerprint VARCHAR(64) NOT NULL PRIMARY KEY)`);
    const rows = (await runner.query(`SELECT fingerprint FROM ${TABLE}`)) as Array<{ fingerprint: string }>;
    if (rows[0]?.fingerprint === expected) return;
    if (!isNew || rows.length > 0) throw new ConfigurationError(refusal(location));
    const insert = writer.options.type === 'better-sqlite3' ? 'INSERT OR IGNORE' : 'INSERT IGNORE';
    await runner.query(`${insert} INTO ${TABLE} (fingerprint) VALUES (?)`, [expected]);
  } finally {
    await runner.release();
  }
}

function refusal(location: Location): string {
  const [place, remedy] =
    location.engine === 'sqlite'
      ? [location.path, 'remove its directory or name another one in DATA_DIR']
      : [new URL(location.url).pathname.slice(1), 'empty it or name another one in DATABASE_URL'];
  return `The database ${place} was created by another version of the schema, and before 1.0 it cannot be upgraded: ${remedy}.`;
}

/** Tables, columns and indexes as the entities declare them: `Database.drift` compares the baseline with the same. */
function fingerprintOf({ entityMetadatas, driver }: DataSource): string {
  const tables = entityMetadatas.map(({ tableName, columns, indices }) => ({
    tableName,
    columns: columns
      .map((column) => [
        column.databaseName,
        driver.normalizeType(column),
        column.length,
        column.isNullable,
        column.isPrimary,
      ])
      .sort(byText),
    indices: indices
      .map(({ name, columns: indexed, isUnique }) => [
        name,
        indexed.map(({ databaseName }) => databaseName),
        isUnique,
      ])
      .sort(byText),
  }));
  return createHash('sha256')
    .update(JSON.stringify(tables.sort(byText)))
    .digest('hex');
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
