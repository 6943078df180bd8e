import Sqlite from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The SQLite files of a system, by name. */
export const databasesIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.db'));

/** As a backup does while the system runs. */
export async function copyDatabases(from: string, to: string): Promise<void> {
  for (const name of databasesIn(from)) {
    const database = new Sqlite(join(from, name), { readonly: true });
    await database.backup(join(to, name));
    database.close();
  }
}
