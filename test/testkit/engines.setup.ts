import { startMariaDb, type PrivateMariaDb } from './mariadb.ts';

declare global {
  var ecogridMariaDb: PrivateMariaDb | undefined;
}

/** Starts what the machine has, once for the run; an engine that REQUIRE_ENGINES names must be there. */
export default async function setup(): Promise<void> {
  if (process.env['ECOGRID_TEST_MARIADB']) return;
  const required = (process.env['REQUIRE_ENGINES'] ?? '').split(',');
  globalThis.ecogridMariaDb = await startMariaDb();
  if (globalThis.ecogridMariaDb) process.env['ECOGRID_TEST_MARIADB'] = globalThis.ecogridMariaDb.url;
  else if (required.includes('mariadb')) throw new Error('REQUIRE_ENGINES names mariadb, and there is no mariadbd');
  else process.stderr.write('skipped: no mariadbd on this machine; the tests run on SQLite only\n');
}
