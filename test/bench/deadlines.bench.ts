import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillDue, startCases, sentNotices, untilSent } from '../faults/due-notices.ts';
import { outsideMariaDb, outsideSqlite, type Outside } from '../testkit/outside.ts';
import { startMariaDb } from '../testkit/mariadb.ts';
import { schemasFor } from '../testkit/systems.setup.ts';
import type { Findings } from './bench.cli.ts';

const COUNT = 10_000;
const MINUTE_MS = 60_000;
/** Enough for two processes to start. */
const AHEAD_MS = 10_000;
const GIVE_UP_MS = 5 * MINUTE_MS;

type Row = Readonly<Record<string, string | number>>;

/** 10,000 notices due at one moment, every second an escalation; a scheduler is killed when a third is sent. */
export async function run(): Promise<Findings> {
  const server = await startMariaDb({ isOnDisk: true });
  try {
    const rows = [await onSqlite(), ...(server ? [await onMariaDb(server.url)] : [])];
    const ratios = rows.map((row) => [
      ...[`minute_${row['engine']}`, Math.round((Number(row['last after ms']) / MINUTE_MS) * 100) / 100],
    ]);
    return { rows, ratios: Object.fromEntries(ratios) as Record<string, number> };
  } finally {
    await server?.stop();
  }
}

async function onMariaDb(server: string): Promise<Row> {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'ecogrid-due-'));
  const DATABASE_URL = (await schemasFor(server)).replaceAll('{name}', 'cases');
  const environment = { DATA_DIR, DATABASE_URL };
  await (await startCases(environment)).end();
  const outside = await outsideMariaDb(DATABASE_URL);
  const dueAt = Date.now() + AHEAD_MS;
  await fillDue(outside, COUNT, dueAt);
  const [victim, other] = await Promise.all([startCases(environment), startCases(environment)]);
  await untilSent(outside, COUNT / 3, GIVE_UP_MS);
  await victim.end('SIGKILL');
  const row = await ended('mariadb', outside, dueAt);
  await other.end();
  rmSync(DATA_DIR, { recursive: true });
  return row;
}

/** One process has the file: it is killed, and started again. */
async function onSqlite(): Promise<Row> {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'ecogrid-due-'));
  await (await startCases({ DATA_DIR })).end();
  const outside = outsideSqlite(join(DATA_DIR, 'cases.db'));
  const dueAt = Date.now() + AHEAD_MS;
  await fillDue(outside, COUNT, dueAt);
  const victim = await startCases({ DATA_DIR });
  await untilSent(outside, COUNT / 3, GIVE_UP_MS);
  await victim.end('SIGKILL');
  const other = await startCases({ DATA_DIR });
  const row = await ended('sqlite', outside, dueAt);
  await other.end();
  rmSync(DATA_DIR, { recursive: true });
  return row;
}

async function ended(engine: string, outside: Outside, dueAt: number): Promise<Row> {
  await untilSent(outside, COUNT, GIVE_UP_MS);
  const { lastAfterMs, events, notices, lines, cases } = await sentNotices(outside, dueAt);
  await outside.close();
  return {
    engine,
    notices: COUNT,
    'last after ms': lastAfterMs,
    missed: COUNT - notices,
    repeated: events - notices + lines - cases,
  };
}
