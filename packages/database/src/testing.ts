import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { Database } from './database.ts';

/** An engine that tests can run on, and a way to get an empty database of it. */
export interface TestEngine {
  readonly name: 'sqlite' | 'mariadb';
  freshUrl(): Promise<string>;
}

const sqlite: TestEngine = {
  name: 'sqlite',
  freshUrl: () => Promise.resolve(`sqlite:${join(mkdtempSync(join(tmpdir(), 'ecogrid-')), 'test.db')}`),
};

const mariadb = (server: string): TestEngine => ({
  name: 'mariadb',
  freshUrl: async () => {
    const schema = `t_${randomBytes(6).toString('hex')}`;
    const connection = await createConnection(server);
    await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await connection.end();
    return `${server.replace(/^mysql:/, 'mariadb:').replace(/\/$/, '')}/${schema}`;
  },
});

/** SQLite always; MariaDB when the test run has started a private one and names it here. */
export function testEngines(): TestEngine[] {
  const server = process.env['ECOGRID_TEST_MARIADB'];
  return server ? [sqlite, mariadb(server)] : [sqlite];
}

interface Plans {
  readonly statements: number;
  /** Steps of plans that read a table otherwise than by an index, or sort its rows; none is how it should be. */
  readonly faults: string[];
}

/** Runs work that reads, and looks at the plan of each statement that it sent. */
export async function plansOf(database: Database, work: () => Promise<unknown>): Promise<Plans> {
  const sent: Array<{ text: string; parameters: unknown[] }> = [];
  const { manager } = database;
  const query = manager.query.bind(manager);
  manager.query = ((text: string, parameters: unknown[] = []) => {
    sent.push({ text, parameters });
    return query(text, parameters);
  }) as typeof manager.query;
  try {
    await work();
  } finally {
    manager.query = query;
  }
  const faults: string[] = [];
  for (const { text, parameters } of sent) {
    const explain = database.engine === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    const steps = await query<Array<Record<string, unknown>>>(`${explain} ${text}`, parameters);
    faults.push(...(database.engine === 'sqlite' ? sqliteFaults(steps, text) : serverFaults(steps, text)));
  }
  return { statements: sent.length, faults };
}

/** What merges bounded runs goes by these names: it is scanned and sorted, and small. */
const BOUNDED = /^(SCAN|SEARCH) (run\d+|merged|listed|counted|t\d+|\(subquery-\d+\))/;

function sqliteFaults(steps: ReadonlyArray<Record<string, unknown>>, text: string): string[] {
  const told = steps.map(({ parent, detail }) => ({ parent, detail: String(detail) }));
  const reads = told.filter(({ detail }) => /^(SCAN|SEARCH) /.test(detail) && !BOUNDED.test(detail));
  const faults = told.filter(({ parent, detail }) => {
    if (detail.startsWith('USE TEMP B-TREE FOR')) return reads.some((read) => read.parent === parent);
    return detail.startsWith('SCAN') && !BOUNDED.test(detail) && !/USING (COVERING )?INDEX/.test(detail);
  });
  return faults.map(({ detail }) => `${detail} in ${text}`);
}

function serverFaults(steps: ReadonlyArray<Record<string, unknown>>, text: string): string[] {
  return steps
    .filter(({ table }) => !/^<|^null$/.test(String(table)))
    .filter(({ type, Extra }) => type === 'ALL' || /filesort|temporary/.test(String(Extra)))
    .map(
      ({ table, type, key, Extra }) =>
        `${String(table)} ${String(type)} ${String(key)} ${String(Extra)} in ${text}`,
    );
}
