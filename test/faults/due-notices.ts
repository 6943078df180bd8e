import Sqlite from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { runProgram, type RunningProgram } from '../testkit/process.ts';

type Value = string | number | null;

/** A database as a test looks at it from outside: the same few statements on both engines. */
export interface Outside {
  rows<Row>(text: string, values?: readonly Value[]): Promise<Row[]>;
  /** Inserts rows, in one transaction: what is not given is empty. */
  fill(table: string, given: ReadonlyArray<Readonly<Record<string, Value>>>): Promise<void>;
  close(): Promise<void>;
}

const ROWS_OF_A_STATEMENT = 100;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** A value that a column takes, whatever is added to the table later. */
function emptyOf({ type, isNullable }: Column): Value {
  if (isNullable) return null;
  if (/json|longtext/i.test(type)) return '[]';
  if (/date/i.test(type)) return '2026-01-01 00:00:00.000';
  return /int|bool|double|real/i.test(type) ? 0 : '';
}

function statements(
  table: string,
  columns: readonly Column[],
  given: ReadonlyArray<Readonly<Record<string, Value>>>,
): Array<readonly [string, Value[]]> {
  const names = columns.map(({ name }) => name).join(', ');
  const row = `(${columns.map(() => '?').join(', ')})`;
  const made: Array<readonly [string, Value[]]> = [];
  for (let start = 0; start < given.length; start += ROWS_OF_A_STATEMENT) {
    const part = given.slice(start, start + ROWS_OF_A_STATEMENT);
    const values = part.flatMap((each) => columns.map((column) => each[column.name] ?? emptyOf(column)));
    made.push([`INSERT INTO ${table} (${names}) VALUES ${part.map(() => row).join(', ')}`, values]);
  }
  return made;
}

export function outsideSqlite(file: string): Outside {
  const database = new Sqlite(file, { timeout: 10_000 });
  const columnsOf = (table: string): Column[] =>
    database
      .prepare<[], { name: string; type: string; notnull: number }>(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name, type, notnull }) => ({ name, type, isNullable: notnull === 0 }));
  return {
    rows: <Row>(text: string, values: readonly Value[] = []) =>
      Promise.resolve(database.prepare<Value[], Row>(text).all(...values)),
    fill: (table, given) => {
      const insert = database.transaction(() => {
        for (const [text, values] of statements(table, columnsOf(table), given))
          database.prepare(text).run(...values);
      });
      insert();
      return Promise.resolve();
    },
    close: () => Promise.resolve(void database.close()),
  };
}

export async function outsideMariaDb(url: string): Promise<Outside> {
  const connection = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), timezone: 'Z' });
  const columnsOf = async (table: string): Promise<Column[]> => {
    const [found] = await connection.query(`SHOW COLUMNS FROM ${table}`);
    return (found as Array<{ Field: string; Type: string; Null: string }>).map((column) => ({
      ...{ name: column.Field, type: column.Type, isNullable: column.Null === 'YES' },
    }));
  };
  return {
    rows: async <Row>(text: string, values: readonly Value[] = []) => {
      const [found] = await connection.query(text, [...values]);
      return found as Row[];
    },
    fill: async (table, given) => {
      await connection.beginTransaction();
      for (const [text, values] of statements(table, await columnsOf(table), given))
        await connection.query(text, values);
      await connection.commit();
    },
    close: () => connection.end(),
  };
}

/** As both engines keep a moment. */
const stored = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '');

/** Urgent, so that it goes out at whatever hour the test runs; every second climbs to where somebody must call. */
const URGENT = { is_around_the_clock: 1, category_code: 'HAZARDOUS_WASTE', grid_code: '370871001001001' };

/** Tickets that are all overdue from one moment on, and nobody has been told of. @returns the ids of the notices. */
export async function fillDue(outside: Outside, count: number, dueAt: number): Promise<string[]> {
  const made = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    caseId: randomUUID(),
    index,
  }));
  await outside.fill(
    'ticket',
    made.map(({ id, caseId, index }) => ({
      ...{ id, case_id: caseId, number: `due-${index}`, state: 'HANDLING', organization_code: 'DEPT-WATER' },
      ...{ category_code: URGENT.category_code, grid_code: URGENT.grid_code },
    })),
  );
  const hash = '0'.repeat(64);
  await outside.fill(
    'case_history_head',
    made.map(({ caseId }) => ({ case_id: caseId, sequence: 0, hash })),
  );
  const notices = made.map(({ id, caseId, index }) => ({
    ...{ id: randomUUID(), thing: 'TICKET', thing_id: id, case_id: caseId, cycle: 'of the test' },
    ...{ kind: index % 2 === 0 ? 'OVERDUE' : 'WARNING_LEAD', count: 1, rung: 'OPERATOR', state: 'PENDING' },
    ...{ due_at: stored(dueAt), deadline_at: stored(dueAt), organization_code: 'DEPT-WATER', ...URGENT },
  }));
  await outside.fill('deadline_notice', notices);
  return notices.map(({ id }) => id);
}

/** The cases subgraph as a process of its own; resolves once it answers, its scheduler under way. */
export async function startCases(environment: NodeJS.ProcessEnv): Promise<RunningProgram> {
  const program = runProgram('subgraphs/cases/dist/main.js', [], {
    ...{ PORT: '0', LOG_LEVEL: 'warn' },
    ...environment,
  });
  await program.printed(/^\{.*\}$/m);
  return program;
}

async function sentSoFar(outside: Outside): Promise<number> {
  const [found] = await outside.rows<{ sent: number }>(
    "SELECT COUNT(*) AS sent FROM deadline_notice WHERE cycle = 'of the test' AND state = 'SENT'",
  );
  return Number(found?.sent);
}

/** Looks again until the number is reached. */
export async function untilSent(outside: Outside, wanted: number, withinMs: number): Promise<void> {
  const giveUp = Date.now() + withinMs;
  for (;;) {
    const sent = await sentSoFar(outside);
    if (sent >= wanted) return;
    if (Date.now() > giveUp) throw new Error(`${sent} of ${wanted} notices were sent in ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export interface Told {
  /** Events, and the notices that they are about. */
  readonly events: number;
  readonly notices: number;
  /** Lines of history that tell of an escalation, and the cases they belong to. */
  readonly lines: number;
  readonly cases: number;
  /** Overdue notices planned to follow, and calls to make. */
  readonly following: number;
  readonly calls: number;
  /** From the moment all were due to the last that was sent. */
  readonly lastAfterMs: number;
}

/** What is in the database of all that should be there once for each notice. */
export async function told(outside: Outside, dueAt: number): Promise<Told> {
  const one = async (text: string): Promise<Record<string, number>> => {
    const [row] = await outside.rows<Record<string, number>>(text);
    return row ?? {};
  };
  const events = await one(
    "SELECT COUNT(*) AS a, COUNT(DISTINCT JSON_EXTRACT(payload, '$.noticeId')) AS b FROM event_log WHERE topic IN ('DeadlineWarning', 'DeadlineOverdue')",
  );
  const lines = await one(
    "SELECT COUNT(*) AS a, COUNT(DISTINCT case_id) AS b FROM case_event WHERE action = 'escalate'",
  );
  const following = await one(
    "SELECT COUNT(*) AS a FROM deadline_notice WHERE count = 2 AND state = 'PENDING'",
  );
  const calls = await one('SELECT COUNT(*) AS a FROM phone_reminder');
  const [last] = await outside.rows<{ at: string | Date }>(
    "SELECT MAX(sent_at) AS at FROM deadline_notice WHERE cycle = 'of the test' AND state = 'SENT'",
  );
  return {
    ...{ events: Number(events['a']), notices: Number(events['b']) },
    ...{ lines: Number(lines['a']), cases: Number(lines['b']) },
    ...{ following: Number(following['a']), calls: Number(calls['a']) },
    lastAfterMs: momentOf(last?.at ?? '') - dueAt,
  };
}

function momentOf(at: string | Date): number {
  return at instanceof Date
    ? at.getTime()
    : new Date(`${at.replace(' ', 'T').replace(/Z?$/, 'Z')}`).getTime();
}
