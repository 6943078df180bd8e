import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { Database } from '../../../packages/database/dist/index.js';
import {
  DatabaseEventLog,
  EVENT_ENTITIES,
  createEventTables,
  openEventStream,
  type LoggedEvent,
} from '../../../packages/events/dist/index.js';
import { PUBLIC_ACTOR, type ActorVerifier } from '../../../packages/identity/dist/index.js';
import { Metrics, silentLogger } from '../../../packages/service/dist/index.js';
import { Subgraph, serveSubgraph } from '../../../packages/subgraph/dist/index.js';
import { EVENTS } from '../../testkit/small-graph/schema.ts';
import { TEXT_BYTES } from './schema.ts';

/**
 * The process that owns an event log with events in it: `log.main.ts <count> [<one in>]`. Where one in so many has a topic
 * of its own, its subscription follows that topic alone. It publishes them as a subgraph does, and on `/log` in the
 * plainest form: walked in order through its own reading interface, each event as JSON in one message of `ws`. Prints its
 * addresses.
 */
const count = Number(process.argv[2] ?? 0);
const oneIn = Number(process.argv[3] ?? 0);
const filter = oneIn > 0 ? { topics: ['Rare'] } : {};
const MOST_BUFFERED_BYTES = 1024 * 1024;
const directory = mkdtempSync(join(tmpdir(), 'ecogrid-log-'));

class CreateEvents1767225600000 {
  readonly name = 'CreateEvents1767225600000';
  up = createEventTables;
  down = (): Promise<void> => Promise.resolve();
}

const database = await Database.open({
  url: `sqlite:${join(directory, 'log.db')}`,
  entities: EVENT_ENTITIES,
  migrations: [CreateEvents1767225600000],
});
const MADE = `WITH RECURSIVE event (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM event WHERE number < ?)
  INSERT INTO event_log (id, position, topic, channel, aggregate_id, payload, occurred_at)
  SELECT printf('019b76da-a800-7000-8000-%012d', number), number, iif(? > 0 AND number % ? = 0, 'Rare', 'Changed'), '',
    number % 7, json_object('number', number, 'text', ?, 'thing', CAST(number % 7 AS TEXT)), '2026-01-01 00:00:00.000'
  FROM event`;
const making = [count, oneIn, Math.max(oneIn, 1), 'x'.repeat(TEXT_BYTES)];
await database.transaction((manager) => manager.query(MADE, making));
const log = await DatabaseEventLog.open({
  database,
  source: 'events',
  logger: silentLogger,
  misfitOf: () => null,
});
const start = log.cursors.encode(0);

const changeOf = ({ position, payload, occurredAt }: LoggedEvent): object => ({
  cursor: log.cursors.encode(position),
  number: payload['number'],
  text: payload['text'],
  at: occurredAt.getTime(),
  thing: { id: payload['thing'] },
});

async function replay(socket: WebSocket, after: string): Promise<void> {
  const stream = await openEventStream(log, { filter: {}, after });
  for (let received = 0; received < count; received += 1) {
    const { value } = (await stream.next()) as { value: LoggedEvent };
    socket.send(JSON.stringify({ changed: changeOf(value) }));
    while (socket.bufferedAmount > MOST_BUFFERED_BYTES) await new Promise((resolve) => setImmediate(resolve));
  }
  await stream.return?.();
}

const resolvers = {
  Query: { now: () => String(log.head) },
  Subscription: {
    changed: {
      subscribe: (_: unknown, { after }: { after?: string }) => openEventStream(log, { filter, after }),
      resolve: changeOf,
    },
  },
} as never;
const metrics = new Metrics();
const subgraph = new Subgraph({
  name: 'events',
  schema: buildSubgraphSchema([{ typeDefs: parse(EVENTS), resolvers }]),
  database,
  log,
  verifier: {
    verify: () => Promise.resolve({ actor: PUBLIC_ACTOR, expiresAt: Number.POSITIVE_INFINITY }),
  } as unknown as ActorVerifier,
  logger: silentLogger,
  metrics,
});
const serving = await serveSubgraph({ subgraph, host: '127.0.0.1', port: 0 });
const plain = new WebSocketServer({ port: 0, host: '127.0.0.1' });
plain.on('connection', (socket) => socket.once('message', () => void replay(socket, start)));
await once(plain, 'listening');
process.on('SIGTERM', () => {
  rmSync(directory, { recursive: true, force: true });
  process.exit(0);
});
const addresses = {
  events: `http://127.0.0.1:${serving.port}/graphql`,
  log: `ws://127.0.0.1:${(plain.address() as AddressInfo).port}/log`,
  start,
};
process.stdout.write(`${JSON.stringify(addresses)}\n`);
