import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { demand, token } from '../testkit/client.ts';
import { demonstrationPassword } from '../testkit/instrument.ts';
import { startMariaDb } from '../testkit/mariadb.ts';
import { startEmbedded, type RunningSystem } from '../testkit/system.ts';
import type { Findings, Limit } from './bench.cli.ts';
import { keysOnMariaDb, keysOnSqlite, type KeyFinding } from './ingest.keys.ts';
import { sendLoad, type BenchDevice, type Sent } from './ingest.senders.ts';

const CONNECTIONS = 200;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 15);
const NATION = { connections: 2_000, rate: 2_000, devices: 2_000 };
const NATION_SECONDS = Number(process.env['BENCH_NATION_SECONDS'] ?? 30);
/** Each device is judged and begins its stream once. */
const WARM_UP = { connections: NATION.devices, rate: 500, seconds: 8 };
const VALUES = 6;
const QUERY =
  '{ devices(first: 20) { edges { node { mn readings(first: 20) { edges { node { value measuredAt pollutant { name } } } } } } } }';

type Engine = 'sqlite' | 'mariadb';

interface Run {
  readonly engine: Engine;
  readonly sent: Sent;
  readonly cpuMs: number;
  readonly bytes: number;
}

/**
 * From the last byte of a packet of six values to its answer, durable and judged. The denominator is measured in the same run:
 * the key of before docs/decisions/0105, 1,000 rows a transaction, the durability of production.
 */
export async function run(): Promise<Findings> {
  const rows: Array<Record<string, string | number>> = [];
  const ratios: Record<string, number> = {};
  const limits: Record<string, Limit> = {};
  const keys = keysOnSqlite();
  rows.push(...keys.map((key) => keyRow('sqlite', key)));
  const denominator = denominatorOf(keys);
  const system = await startEmbedded(environment());
  try {
    const devices = await registerDevices('sqlite', system, NATION.devices);
    const wanted = { connections: CONNECTIONS, seconds: SECONDS };
    await load('sqlite', system, devices, WARM_UP);
    const found = await load('sqlite', system, devices, wanted);
    rows.push(runRow('as many as are answered', found));
    ratios['sqlite_rows_to_denominator'] = ratio(found, denominator);
    limits['sqlite_rows_to_denominator'] = { must: 0.2, target: 0.35, isAtLeast: true };
    ratios['sqlite_kilobytes_a_packet'] = round(found.bytes / found.sent.packets / 1_000);
    limits['sqlite_kilobytes_a_packet'] = { must: 20, target: 5 };
    const operator = await token(system.dataDirectory, { role: 'OPERATOR', seconds: 3_600 });
    const alone = await asked(system, operator, NATION_SECONDS);
    const { connections, rate } = NATION;
    const steady = { connections, rate, seconds: NATION_SECONDS };
    const [nation, beside] = await Promise.all([
      load('sqlite', system, devices, steady),
      asked(system, operator, NATION_SECONDS),
    ]);
    rows.push(runRow('2,000 packets/s of 2,000 connections', nation));
    rows.push({ what: 'GraphQL alone, p99 ms', engine: 'sqlite', 'p99 ms': round(at(alone, 0.99)) });
    rows.push({ what: 'GraphQL beside, p99 ms', engine: 'sqlite', 'p99 ms': round(at(beside, 0.99)) });
    ratios['nation_p99_seconds'] = round(at(nation.sent.latencies, 0.99) / 1_000);
    limits['nation_p99_seconds'] = { must: 1, target: 0.3 };
    ratios['graphql_beside_to_alone'] = round(at(beside, 0.99) / at(alone, 0.99));
    limits['graphql_beside_to_alone'] = { must: 4, target: 2 };
  } finally {
    await system.stop();
  }
  const server = await startMariaDb({ isDurable: true, pool: '256M', log: '128M' });
  if (server) {
    try {
      const serverKeys = await keysOnMariaDb(server.url);
      rows.push(...serverKeys.map((key) => keyRow('mariadb', key)));
      const found = await onMariaDb(server.url);
      rows.push(runRow('as many as are answered', found));
      ratios['mariadb_rows_to_denominator'] = ratio(found, denominatorOf(serverKeys));
      limits['mariadb_rows_to_denominator'] = { must: 0.12, target: 0.3, isAtLeast: true };
    } finally {
      await server.stop();
    }
  }
  return { rows, ratios, limits };
}

function environment(): { environment: NodeJS.ProcessEnv } {
  const most = String(2 * NATION.connections);
  return { environment: { HJ212_MAX_CONNECTIONS: most, HJ212_MAX_CONNECTIONS_PER_ADDRESS: most } };
}

async function onMariaDb(url: string): Promise<Run> {
  const prefix = `bench_${randomBytes(4).toString('hex')}`;
  const connection = await createConnection(url);
  for (const name of ['grids', 'enterprises', 'cases', 'assessment', 'files'])
    await connection.query(`CREATE DATABASE ${prefix}_${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await connection.end();
  const databaseUrl = `${url.replace('mysql:', 'mariadb:')}/${prefix}_{name}`;
  const system = await startEmbedded({ ...environment(), databaseUrl });
  try {
    const devices = await registerDevices('mariadb', system, NATION.devices, `${url}/${prefix}_enterprises`);
    await load('mariadb', system, devices, WARM_UP);
    return await load('mariadb', system, devices, { connections: CONNECTIONS, seconds: SECONDS });
  } finally {
    await system.stop();
  }
}

/** Copies of the first device of the seed, which watches waste water, before the listener has read the register. */
async function registerDevices(
  engine: Engine,
  { dataDirectory }: RunningSystem,
  count: number,
  url = '',
): Promise<BenchDevice[]> {
  const names = Array.from({ length: count }, (_, index) => `BENCH${String(index).padStart(6, '0')}`);
  const ids = names.map((_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`);
  const model = 'SELECT * FROM device ORDER BY mn LIMIT 1';
  const find =
    "SELECT * FROM device WHERE system_type = '32' AND protocol_version = '2017' AND crc_order = 'STANDARD' ORDER BY mn LIMIT 1";
  type Row = Record<string, unknown> & { mn: string };
  let first: Row | undefined;
  if (engine === 'sqlite') {
    const database = new Database(join(dataDirectory, 'enterprises.db'));
    first = database.prepare(find).get() as Row;
    const columns = Object.keys(first);
    const insert = database.prepare(
      `INSERT INTO device (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    const copy = database.transaction(() => {
      names.forEach((mn, index) =>
        insert.run(...columns.map((column) => copied(first as Row, column, mn, ids[index]))),
      );
    });
    copy.immediate();
    database.close();
  } else {
    const connection = await createConnection(url);
    const [rows] = await connection.query(find);
    first = (rows as Row[])[0];
    if (!first) throw new Error(model);
    const columns = Object.keys(first);
    const values = names.map((mn, index) =>
      columns.map((column) => copied(first as Row, column, mn, ids[index])),
    );
    await connection.query(`INSERT INTO device (${columns.join(', ')}) VALUES ?`, [values]);
    await connection.end();
  }
  const password = demonstrationPassword(first.mn);
  return names.map((mn) => ({ mn, password }));
}

function copied(row: Record<string, unknown>, column: string, mn: string, id: string | undefined): unknown {
  if (column === 'mn') return mn;
  if (column === 'id') return id;
  const value = row[column];
  return typeof value === 'object' && value !== null && !(value instanceof Date)
    ? JSON.stringify(value)
    : value;
}

async function load(
  engine: Engine,
  system: RunningSystem,
  devices: readonly BenchDevice[],
  wanted: { readonly connections: number; readonly seconds: number; readonly rate?: number },
): Promise<Run> {
  const { port } = system.hj212;
  const pid = system.programs['all']?.child.pid ?? 0;
  const [cpu, bytes] = [cpuOf(pid), writtenBy(pid)];
  const sent = await sendLoad({ port, devices, ...wanted });
  return { engine, sent, cpuMs: cpuOf(pid) - cpu, bytes: writtenBy(pid) - bytes };
}

/** One client after another asks a page of readings. @returns the times of the answers in milliseconds, sorted. */
async function asked({ url }: RunningSystem, bearer: string, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    const before = performance.now();
    await demand(url, bearer, QUERY);
    times.push(performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return times.sort((a, b) => a - b);
}

const TICKS_A_SECOND = 100;

function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_A_SECOND;
}

function writtenBy(pid: number): number {
  return Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
}

function denominatorOf(keys: readonly KeyFinding[]): number {
  return keys.find(({ isDenominator }) => isDenominator)?.rowsPerSecond ?? Number.NaN;
}

function ratio({ sent }: Run, denominator: number): number {
  return round((sent.packets * VALUES) / sent.seconds / denominator);
}

function keyRow(
  engine: Engine,
  { key, rowsPerSecond, bytesPerPacket }: KeyFinding,
): Record<string, string | number> {
  return { what: key, engine, 'rows/s': rowsPerSecond, 'kB/packet': round(bytesPerPacket / 1_000) };
}

function runRow(what: string, { engine, sent, cpuMs, bytes }: Run): Record<string, string | number> {
  const { packets, seconds, latencies } = sent;
  return {
    what,
    engine,
    'packets/s': Math.round(packets / seconds),
    'rows/s': Math.round((packets * VALUES) / seconds),
    'p50 ms': round(at(latencies, 0.5)),
    'p99 ms': round(at(latencies, 0.99)),
    'CPU ms/packet': round(cpuMs / packets),
    'kB/packet': engine === 'sqlite' ? round(bytes / packets / 1_000) : Number.NaN,
  };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
