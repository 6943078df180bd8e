import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import stopEngines from './engines.teardown.ts';
import { chromiumPath } from './browser.ts';
import { isRequired, type Engine } from './engines.ts';
import { memoryFolder } from './folders.ts';
import { startMariaDb, type PrivateMariaDb } from './mariadb.ts';
import { startNats, type PrivateNats } from './nats.ts';

declare global {
  var ecogridMariaDb: PrivateMariaDb | undefined;
  var ecogridNats: PrivateNats | undefined;
}

function missing(engine: Engine, program: string, meaning: string): void {
  if (isRequired(engine)) throw new Error(`REQUIRE_ENGINES names ${engine}, and there is no ${program}`);
  process.stderr.write(`skipped: no ${program} on this machine; ${meaning}\n`);
}

async function mariaDb(): Promise<void> {
  if (process.env['ECOGRID_TEST_MARIADB']) return;
  globalThis.ecogridMariaDb = await startMariaDb();
  if (globalThis.ecogridMariaDb) process.env['ECOGRID_TEST_MARIADB'] = globalThis.ecogridMariaDb.url;
  else missing('mariadb', 'mariadbd', 'the tests run on SQLite only');
}

async function nats(): Promise<void> {
  if (process.env['ECOGRID_TEST_NATS']) return;
  globalThis.ecogridNats = await startNats();
  if (globalThis.ecogridNats) process.env['ECOGRID_TEST_NATS'] = globalThis.ecogridNats.url;
  else missing('nats', 'nats-server', 'what carries events between processes is not tested');
}

function browser(): void {
  if (!chromiumPath()) missing('chromium', 'chromium', 'the explorer is not tested in a browser');
}

/** Removes the temporary files of tests and their processes: databases, keys, photos. */
function keepTemporaryFilesTogether(): void {
  process.env['ECOGRID_TEST_DISK'] ??= tmpdir();
  const folder = mkdtempSync(join(memoryFolder(), 'ecogrid-run-'));
  // As such folders are: a database server runs as a user of its own.
  chmodSync(folder, 0o1777);
  process.env['TMPDIR'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}

/** Starts the engines of the machine, once for the run; an engine that REQUIRE_ENGINES names must be there. */
export default async function setup(): Promise<void> {
  try {
    browser();
    await Promise.all([mariaDb(), nats()]);
    keepTemporaryFilesTogether();
  } catch (error) {
    await stopEngines();
    throw error;
  }
}
