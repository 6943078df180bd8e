import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';

/** One value of one packet, as every key stores it. */
interface Row {
  readonly device: number;
  readonly at: string;
  readonly code: string;
  readonly value: string;
}

/** A way to store readings: its tables, and the values of a row. */
interface Key {
  readonly name: string;
  readonly tables: readonly string[];
  readonly columns: number;
  readonly values: (row: Row) => unknown[];
}

const CODES = ['w01018', 'w21003', 'w21011', 'w21001', 'w01001', 'w00000'];
const DEVICES = 2_000;
const ROWS = 120_000;
const ROWS_OF_A_TRANSACTION = 1_000;
const uuids = Array.from({ length: DEVICES }, () => randomUUID());
const DATA =
  'value varchar(42) NOT NULL, unit varchar(16) NOT NULL, flag varchar(1), received_at datetime(3) NOT NULL';
const dataOf = ({ at, value }: Row): unknown[] => [value, 'mg/L', 'N', at];

/** The key that was there before docs/decisions/0105: a UUID, a unique index and two more. It is the denominator. */
const FORMER = 'UUID and three indexes (before 0105)';
const KEYS: readonly Key[] = [
  {
    name: FORMER,
    tables: [
      `CREATE TABLE reading (id varchar(36) PRIMARY KEY NOT NULL, device_id varchar(36) NOT NULL, monitor_point_id varchar(36) NOT NULL, pollutant_code varchar(16) NOT NULL, statistic varchar(8) NOT NULL, interval_kind varchar(16) NOT NULL, measured_at datetime(3) NOT NULL, sequence int NOT NULL, ${DATA})`,
      'CREATE UNIQUE INDEX ux_reading_value ON reading (device_id, pollutant_code, statistic, interval_kind, measured_at, sequence)',
      'CREATE INDEX ix_reading_device ON reading (device_id, measured_at)',
      'CREATE INDEX ix_reading_point ON reading (monitor_point_id, measured_at)',
    ],
    columns: 12,
    values: (row) => {
      const device = uuids[row.device];
      return [randomUUID(), device, device, row.code, 'Rtd', 'REAL_TIME', row.at, 0, ...dataOf(row)];
    },
  },
  {
    name: 'stream first, clustered (0105)',
    tables: [
      `CREATE TABLE reading (stream_number int NOT NULL, measured_at datetime(3) NOT NULL, sequence int NOT NULL, pollutant_code varchar(16) NOT NULL, statistic varchar(8) NOT NULL, ${DATA}, PRIMARY KEY (stream_number, measured_at, sequence, pollutant_code, statistic))`,
    ],
    columns: 9,
    values: (row) => [row.device, row.at, 0, row.code, 'Rtd', ...dataOf(row)],
  },
  {
    name: 'time first, clustered, and an index by stream',
    tables: [
      `CREATE TABLE reading (measured_at datetime(3) NOT NULL, stream_number int NOT NULL, sequence int NOT NULL, pollutant_code varchar(16) NOT NULL, statistic varchar(8) NOT NULL, ${DATA}, PRIMARY KEY (measured_at, stream_number, sequence, pollutant_code, statistic))`,
      'CREATE INDEX ix_reading_stream ON reading (stream_number, measured_at)',
    ],
    columns: 9,
    values: (row) => [row.at, row.device, 0, row.code, 'Rtd', ...dataOf(row)],
  },
];

export interface KeyFinding {
  readonly key: string;
  readonly rowsPerSecond: number;
  readonly bytesPerPacket: number;
  readonly isDenominator: boolean;
}

/** Packets of all devices, one a minute of each, in turn. */
function* packets(): Generator<Row> {
  for (let packet = 0; packet < ROWS / CODES.length; packet += 1) {
    const minute = Math.floor(packet / DEVICES);
    const at = new Date(Date.UTC(2026, 7, 1) + minute * 60_000 + (packet % DEVICES) * 29);
    const text = at.toISOString().replace('T', ' ').slice(0, -1);
    for (const code of CODES) yield { device: packet % DEVICES, at: text, code, value: String(packet % 997) };
  }
}

function* transactions(): Generator<Row[]> {
  let rows: Row[] = [];
  for (const row of packets()) {
    rows.push(row);
    if (rows.length < ROWS_OF_A_TRANSACTION) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

const writtenBytes = (): number =>
  Number(/^write_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);

/** 1,000 rows a transaction with the durability of production, by each key. */
export function keysOnSqlite(): KeyFinding[] {
  return KEYS.map((key) => {
    const folder = mkdtempSync(join(tmpdir(), 'ecogrid-keys-'));
    const database = new Database(join(folder, 'keys.db'));
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    for (const text of key.tables)
      database.exec(text.includes('PRIMARY KEY (') ? `${text} WITHOUT ROWID` : text);
    const insert = database.prepare(`INSERT INTO reading VALUES (${'?, '.repeat(key.columns - 1)}?)`);
    const write = database.transaction((rows: readonly Row[]) => {
      for (const row of rows) insert.run(...key.values(row));
    });
    const [bytes, before] = [writtenBytes(), performance.now()];
    for (const rows of transactions()) write.immediate(rows);
    const found = finding(key, performance.now() - before, writtenBytes() - bytes);
    database.close();
    rmSync(folder, { recursive: true });
    return found;
  });
}

/** The same on a server; its bytes are not this process's. */
export async function keysOnMariaDb(url: string): Promise<KeyFinding[]> {
  const connection = await createConnection(url);
  await connection.query('CREATE DATABASE bench_keys CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  await connection.query('USE bench_keys');
  const found: KeyFinding[] = [];
  for (const key of KEYS) {
    for (const text of key.tables) await connection.query(text);
    const row = `(${'?, '.repeat(key.columns - 1)}?)`;
    const before = performance.now();
    for (const rows of transactions()) {
      const text = `INSERT INTO reading VALUES ${rows.map(() => row).join(', ')}`;
      await connection.execute(text, rows.flatMap(key.values) as string[]);
    }
    found.push(finding(key, performance.now() - before, Number.NaN));
    await connection.query('DROP TABLE reading');
  }
  await connection.end();
  return found;
}

function finding({ name }: Key, milliseconds: number, bytes: number): KeyFinding {
  return {
    key: name,
    rowsPerSecond: Math.round((ROWS / milliseconds) * 1_000),
    bytesPerPacket: Math.round((bytes * CODES.length) / ROWS),
    isDenominator: name === FORMER,
  };
}
