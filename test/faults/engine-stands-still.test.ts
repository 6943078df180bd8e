import { afterEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMariaDb, type PrivateMariaDb } from '../testkit/mariadb.ts';
import { runProgram, type RunningProgram } from '../testkit/process.ts';
import { schemasFor } from '../testkit/systems.setup.ts';
import { eventually } from '../../packages/service/dist/testing.js';

const withMariaDb = process.env['ECOGRID_TEST_MARIADB'] ? test : test.skip;
const LONG_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'ecogrid-still-'));
let engine: PrivateMariaDb | undefined;
let program: RunningProgram | undefined;
afterEach(async () => {
  engine?.resume();
  await program?.end();
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

withMariaDb(
  'a database server that stands still: /ready says so while it does, and is well again with it',
  async () => {
    engine = await startMariaDb();
    if (!engine) throw new Error('there is no mariadbd');
    const DATABASE_URL = (await schemasFor(engine.url)).replaceAll('{name}', 'grids');
    program = runProgram('dist/grids.js', [], { DATA_DIR: folder, DATABASE_URL, PORT: '0' });
    const [, url = ''] = await program.printed(/"url":"([^"]+)"/);
    const ready = async (): Promise<number> => (await fetch(url.replace('/graphql', '/ready'))).status;
    expect(await ready()).toBe(200);
    engine.pause();
    // A stopped engine answers nothing, so a 503 can only be the subgraph's own. Its threads stop one after the other.
    await eventually(ready, (status) => status === 503, LONG_MS);
    expect((await fetch(url.replace('/graphql', '/live'))).status).toBe(200);
    engine.resume();
    await eventually(ready, (status) => status === 200, LONG_MS);
  },
  2 * LONG_MS,
);
