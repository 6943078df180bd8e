import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { insertAlone, type Database } from '@ecogrid/database';

export interface TableRows {
  readonly entity: EntityTarget<ObjectLiteral>;
  readonly rows: readonly object[];
}

/** A statement of SQLite binds at most 32,766 values. */
const ROWS_OF_A_STATEMENT = 1_000;

/**
 * Fills code tables that are empty, all in one transaction. Of processes that start at once on a database, one fills them.
 * @param groups tables that are filled together; the first table of a group says whether it is empty.
 */
export async function fillEmptyTables(
  database: Database,
  groups: ReadonlyArray<readonly [TableRows, ...TableRows[]]>,
): Promise<void> {
  await database.transaction(async (manager) => {
    for (const group of groups) {
      if (await manager.exists(group[0].entity)) continue;
      for (const { entity, rows } of group) {
        for (let start = 0; start < rows.length; start += ROWS_OF_A_STATEMENT) {
          const some = rows.slice(start, start + ROWS_OF_A_STATEMENT).map((row) => ({ ...row }));
          await insertAlone(() => manager.insert(entity, some));
        }
      }
    }
  });
}
