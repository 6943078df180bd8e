import { createConnection } from 'mysql2/promise';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFolder } from './children.ts';
import { copyDatabases } from './databases.ts';
import startEngines from './engines.setup.ts';
import { SUBGRAPHS, startEmbedded, startRemote, type RunningSystem, type SystemAddress } from './system.ts';
import { serveTurns } from './turns.ts';

declare global {
  var ecogridSystems: RunningSystem[] | undefined;
  var ecogridTurns: Server | undefined;
}

/**
 * Starts the systems that the tests of this run share, unless others are given: one process on SQLite, several processes
 * on MariaDB where there is one, and for the journeys one process on MariaDB, which runs on the stock executor.
 */
export default async function setup(): Promise<void> {
  await startEngines();
  if (process.env['ECOGRID_TEST_SYSTEMS']) return;
  const server = process.env['ECOGRID_TEST_MARIADB'];
  const { port, server: turns } = await serveTurns();
  globalThis.ecogridTurns = turns;
  process.env['ECOGRID_TEST_TURNS'] = String(port);
  const forJourneys = async (databaseUrl: string): Promise<RunningSystem> => ({
    ...(await startEmbedded({ databaseUrl, environment: { GATEWAY_EXECUTOR: 'stock' } })),
    isForJourneys: true,
  });
  const starting: Array<Promise<RunningSystem>> = [startEmbedded().then(keptAsTemplate)];
  if (server) {
    starting.push(startRemote({ databaseUrl: await schemasFor(server) }));
    starting.push(forJourneys(await schemasFor(server)));
  } else {
    starting.push(startRemote());
  }
  globalThis.ecogridSystems = await Promise.all(starting);
  process.env['ECOGRID_TEST_SYSTEMS'] = JSON.stringify(globalThis.ecogridSystems.map(address));
}

/** Later systems on SQLite begin with its databases as they are now. */
async function keptAsTemplate(system: RunningSystem): Promise<RunningSystem> {
  const template = keepFolder(mkdtempSync(join(tmpdir(), 'ecogrid-seeded-')));
  await copyDatabases(system.dataDirectory, template);
  process.env['ECOGRID_TEST_TEMPLATE'] = template;
  return system;
}

function address({ programs: _programs, nats: _nats, stop: _stop, ...rest }: RunningSystem): SystemAddress {
  return rest;
}

/** A schema and a user of its own for each subgraph. @returns the URL with `{name}` for the subgraph. */
export async function schemasFor(server: string): Promise<string> {
  const run = randomBytes(4).toString('hex');
  const connection = await createConnection(server);
  for (const name of SUBGRAPHS) {
    const schema = `${name}_${run}`;
    await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await connection.query(`CREATE USER '${schema}'@'127.0.0.1' IDENTIFIED BY '${run}'`);
    await connection.query(`GRANT ALL ON ${schema}.* TO '${schema}'@'127.0.0.1'`);
  }
  await connection.end();
  const { host } = new URL(server);
  return `mariadb://{name}_${run}:${run}@${host}/{name}_${run}`;
}
