import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningProgram } from '../testkit/process.ts';
import { schemasFor } from '../testkit/systems.setup.ts';
import { fillDue, sentNotices, startCases, untilSent } from './due-notices.ts';
import { outsideMariaDb, outsideSqlite, type Outside } from '../testkit/outside.ts';

/** A share of `npm run bench -- deadlines`, which takes 10,000. */
const COUNT = 300;
const EACH_ONCE = {
  events: COUNT,
  notices: COUNT,
  lines: COUNT / 2,
  cases: COUNT / 2,
  following: COUNT / 2,
  calls: COUNT / 2,
};
/** A busy machine is slow; a lost one never comes. */
const LONG_MS = 120_000;

const server = process.env['ECOGRID_TEST_MARIADB'];
const withMariaDb = server ? test : test.skip;

describe('a scheduler of deadlines that is killed in the middle of its work', () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'ecogrid-due-'));
  const running: RunningProgram[] = [];
  let outside: Outside | undefined;
  afterEach(async () => {
    await Promise.all(running.splice(0).map((program) => program.end()));
    await outside?.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  const start = async (environment: NodeJS.ProcessEnv): Promise<RunningProgram> => {
    const program = await startCases({ DATA_DIR: dataDirectory, ...environment });
    running.push(program);
    return program;
  };

  withMariaDb(
    'leaves the rest to the other on the same database: each notice is sent once',
    async () => {
      const databaseUrl = (await schemasFor(server ?? '')).replaceAll('{name}', 'cases');
      const environment = { DATABASE_URL: databaseUrl };
      await (await start(environment)).end();
      outside = await outsideMariaDb(databaseUrl);
      const dueAt = Date.now();
      await fillDue(outside, COUNT, dueAt);
      const [victim] = await Promise.all([start(environment), start(environment)]);
      await untilSent(outside, COUNT / 4, LONG_MS);
      await victim.end('SIGKILL');
      await untilSent(outside, COUNT, LONG_MS);
      expect(await sentNotices(outside, dueAt)).toMatchObject(EACH_ONCE);
    },
    2 * LONG_MS,
  );

  test(
    'continues on SQLite after a restart: each notice is sent once',
    async () => {
      await (await start({})).end();
      outside = outsideSqlite(join(dataDirectory, 'cases.db'));
      const dueAt = Date.now();
      await fillDue(outside, COUNT, dueAt);
      const victim = await start({});
      await untilSent(outside, COUNT / 4, LONG_MS);
      await victim.end('SIGKILL');
      await start({});
      await untilSent(outside, COUNT, LONG_MS);
      expect(await sentNotices(outside, dueAt)).toMatchObject(EACH_ONCE);
      expect(await outside.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    },
    2 * LONG_MS,
  );
});
