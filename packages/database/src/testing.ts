import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

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
