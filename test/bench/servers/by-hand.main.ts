import Sqlite from 'better-sqlite3';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPool } from 'mysql2/promise';

/**
 * The desk's list, written by hand without a graph: `by-hand.main.ts <address of the database>`. The same
 * statements as the subgraph's, of the columns that are answered; the same JSON; plain node:http.
 */
type Row = Record<string, string | number | Date | null>;
type Rows = (text: string, values: readonly unknown[]) => Promise<Row[]>;

const [address = ''] = process.argv.slice(2);
const rows: Rows = address.startsWith('mariadb:') ? onServer(address) : onSqlite(address);

function onSqlite(file: string): Rows {
  const database = new Sqlite(file, { readonly: true });
  const prepared = new Map<string, Sqlite.Statement<unknown[], Row>>();
  return (text, values) => {
    let statement = prepared.get(text);
    if (!statement) prepared.set(text, (statement = database.prepare<unknown[], Row>(text)));
    return Promise.resolve(statement.all(...values));
  };
}

function onServer(url: string): Rows {
  const pool = createPool({ uri: url.replace(/^mariadb:/, 'mysql:'), timezone: 'Z' });
  return async (text, values) => (await pool.query(text, [...values]))[0] as Row[];
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
const instant = (at: Row[string] = null): string | null =>
  typeof at === 'string' ? `${at.replace(' ', 'T')}Z` : at instanceof Date ? at.toISOString() : null;

async function list(first: number, street: string | undefined): Promise<object> {
  const where = street ? 'WHERE street_code = ?' : '';
  const places = await rows(
    `SELECT id, created_at FROM supervision_case ${where} ORDER BY created_at DESC, id DESC LIMIT ?`,
    [...(street ? [street] : []), first + 1],
  );
  const ids = places.slice(0, first).map(({ id }) => id);
  const cases = await rows(
    `SELECT id, number, title, state, due_at, closed_at, created_at, object_id, grid_code, lead_organization_code FROM supervision_case WHERE id IN (${marks(ids)})`,
    ids,
  );
  const tickets = await rows(
    `SELECT case_id, id, number, role, state, due_at, organization_code FROM ticket WHERE case_id IN (${marks(ids)}) AND state NOT IN ('RETURNED', 'RECALLED') ORDER BY issued_at, number`,
    ids,
  );
  const lines = await rows(
    `SELECT line.case_id, line.id, line.at, line.action, line.to_state, line.note FROM case_history_head head JOIN case_event line ON line.case_id = head.case_id AND line.sequence > head.sequence - 3 WHERE head.case_id IN (${marks(ids)}) ORDER BY line.sequence DESC`,
    ids,
  );
  const [byId, ticketsOf, linesOf] = [
    new Map(cases.map((row) => [row['id'], row])),
    byCase(tickets),
    byCase(lines),
  ];
  const now = new Date().toISOString();
  const edges = ids.map((id) => {
    const row = byId.get(id) as Row;
    const cursor = Buffer.from(JSON.stringify(['createdAt', row['created_at'], 1, id])).toString('base64url');
    return { cursor, node: node(row, ticketsOf.get(id) ?? [], linesOf.get(id) ?? [], now) };
  });
  const pageInfo = { hasNextPage: places.length > first, endCursor: edges.at(-1)?.cursor ?? null };
  return { data: { cases: { edges, pageInfo } } };
}

function byCase(found: readonly Row[]): Map<Row[string] | undefined, Row[]> {
  const groups = new Map<Row[string] | undefined, Row[]>();
  for (const row of found) {
    const group = groups.get(row['case_id']);
    if (group) group.push(row);
    else groups.set(row['case_id'], [row]);
  }
  return groups;
}

function node(row: Row, tickets: readonly Row[], lines: readonly Row[], now: string): object {
  const dueAt = instant(row['due_at']);
  const { object_id, grid_code, lead_organization_code } = row;
  return {
    __typename: 'Case',
    id: row['id'],
    number: row['number'],
    title: row['title'],
    state: row['state'],
    dueAt,
    createdAt: instant(row['created_at']),
    isOverdue: dueAt !== null && (instant(row['closed_at']) ?? now) > dueAt,
    enterprise: object_id && { __typename: 'Enterprise', id: object_id },
    grid: grid_code && { __typename: 'Grid', code: grid_code },
    leadOrganization: lead_organization_code && { __typename: 'Organization', code: lead_organization_code },
    currentTickets: tickets.map((ticket) => ({
      id: ticket['id'],
      number: ticket['number'],
      role: ticket['role'],
      state: ticket['state'],
      dueAt: instant(ticket['due_at']),
      assignee: { __typename: 'Organization', code: ticket['organization_code'] },
    })),
    latestHistory: lines.map(({ id, at, action, to_state: to, note }) => ({
      id,
      at: instant(at),
      action,
      to,
      note,
    })),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const server = createServer((request, response) => {
  void bodyOf(request).then(async (text) => {
    const { variables } = JSON.parse(text) as { variables: { first: number; within?: string } };
    const answer = JSON.stringify(await list(variables.first, variables.within));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`{"url":"http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql"}\n`);
});
