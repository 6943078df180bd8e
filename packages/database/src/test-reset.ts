import type { Database } from './database.ts';

interface Trigger {
  readonly name: string;
  /** The statement that creates it. */
  readonly text: string;
}

/**
 * Seeds a database that is migrated and otherwise empty. @returns a function that brings it back to that state: it
 * copies the seed within the database, and creates triggers again that a test has dropped. Triggers that refuse to
 * delete rows do not exist meanwhile. Tables that the migrations fill are left as they are.
 */
export async function resetter(
  database: Database,
  seed: (database: Database) => Promise<void>,
): Promise<() => Promise<void>> {
  const run = (text: string): Promise<unknown> => database.transaction((manager) => manager.query(text));
  const tables = await tablesOf(database);
  const filledByMigrations = await filledOf(database, tables);
  const emptied = tables.filter((table) => !filledByMigrations.has(table));
  const triggers = await triggersOf(database);
  await seed(database);
  const seeded = [...(await filledOf(database, emptied))];
  for (const table of seeded) await run(`CREATE TABLE ${COPY}${table} AS SELECT * FROM ${table}`);
  return async () => {
    for (const { name } of triggers) await run(`DROP TRIGGER IF EXISTS ${name}`);
    await database.transaction(async (manager) => {
      for (const table of emptied) await manager.query(`DELETE FROM ${table}`);
      for (const table of seeded) await manager.query(`INSERT INTO ${table} SELECT * FROM ${COPY}${table}`);
    });
    for (const { text } of triggers) await run(text);
  };
}

const COPY = 'seed_of_';

async function tablesOf({ engine, manager }: Database): Promise<string[]> {
  const text =
    engine === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()';
  return (await manager.query<Array<{ name: string }>>(text)).map(({ name }) => name);
}

async function filledOf({ manager }: Database, tables: readonly string[]): Promise<Set<string>> {
  const filled = new Set<string>();
  for (const table of tables)
    if ((await manager.query<unknown[]>(`SELECT 1 FROM ${table} LIMIT 1`)).length > 0) filled.add(table);
  return filled;
}

function triggersOf({ engine, manager }: Database): Promise<Trigger[]> {
  const text =
    engine === 'sqlite'
      ? "SELECT name, sql AS text FROM sqlite_master WHERE type = 'trigger'"
      : `SELECT trigger_name AS name, CONCAT('CREATE TRIGGER ', trigger_name, ' ', action_timing, ' ', event_manipulation,
           ' ON ', event_object_table, ' FOR EACH ROW ', action_statement) AS text
         FROM information_schema.triggers WHERE trigger_schema = DATABASE()`;
  return manager.query<Trigger[]>(text);
}
