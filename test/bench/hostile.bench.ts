import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import { rssOf } from '../testkit/figures.ts';
import { startEmbedded } from '../testkit/system.ts';
import type { Findings } from './bench.cli.ts';
import { load } from './loop-held.ts';

const REQUESTS = 100_000;
const GATE_MB = 100;
const AT_ONCE = 16;
const WARM_UP = 2_000;
const REPORT_EVERY = 20_000;
/** Garbage of the last requests is given back in this time. */
const SETTLE_MS = 5_000;

/** Texts that no request has sent before. */
const text = (n: number, length: number): string =>
  createHash('sha512')
    .update(String(n))
    .digest('hex')
    .repeat(Math.ceil(length / 128))
    .slice(0, length);

/** Each is refused, or answered with next to nothing; each is another one for every number. */
const OVER_HTTP: ReadonlyArray<(n: number) => string> = [
  (n) => JSON.stringify({ query: `{ ${text(n, 1_000).replace(/[^a-f]/g, ' a')} }` }),
  (n) =>
    JSON.stringify({ query: `{ me { ${Array.from({ length: 300 }, (_, i) => `x${n}y${i}`).join(' ')} } }` }),
  (n) => JSON.stringify({ query: `{ grid(code: "${text(n, 4_000)}" { name } }` }),
  (n) => JSON.stringify({ query: `{ a${n}: __typename }` }),
  (n) => JSON.stringify({ query: '{ __typename }', operationName: text(n, 3_000) }),
  (n) => JSON.stringify({ query: `query ($a: String) { __typename }`, variables: { a: text(n, 4_000) } }),
  (n) => `{"query":"${text(n, 2_000)}`,
];
const SUBSCRIPTION = 'subscription ($after: String) { caseChanged(after: $after) { cursor } }';

/** Memory of the graph in one process before and after 100,000 requests of which none is like another. */
export async function run(): Promise<Findings> {
  const system = await startEmbedded({ environment: { LOG_LEVEL: 'silent' } });
  const { pid } = system.programs['all']!.child;
  const { url } = system;
  const rows: Array<Record<string, string | number>> = [];
  try {
    await atOnce(WARM_UP, () => post(url, '{"query":"{ __typename }"}'));
    const before = rssOf(pid);
    rows.push({ requests: 0, 'RSS MB': Math.round(before), load: load() });
    for (let sent = 0; sent < REQUESTS; sent += REPORT_EVERY) {
      await atOnce(REPORT_EVERY, (n) => hostile(url, sent + n));
      rows.push({
        requests: sent + REPORT_EVERY,
        'RSS MB': Math.round(rssOf(pid)),
        load: load(),
      });
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const grown = Math.round(rssOf(pid) - before);
    return { rows, ratios: { grown_mb: grown }, limits: { grown_mb: { must: GATE_MB, target: 50 } } };
  } finally {
    await system.stop();
  }
}

async function atOnce(count: number, send: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await send(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function hostile(url: string, n: number): Promise<unknown> {
  const kind = n % (OVER_HTTP.length + 1);
  const body = OVER_HTTP[kind];
  return body ? post(url, body(n)) : subscribe(url, text(n, 4_000));
}

async function post(url: string, body: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await answer.arrayBuffer();
}

const sockets: WebSocket[] = [];

/** A subscription that is refused for its cursor, on one of a few sockets that stay. */
async function subscribe(url: string, after: string): Promise<void> {
  const socket = sockets.pop() ?? (await connected(url));
  const payload = { query: SUBSCRIPTION, variables: { after } };
  await new Promise<void>((resolve, reject) => {
    socket.once('message', () => resolve()).once('close', () => reject(new Error('the socket was closed')));
    socket.send(JSON.stringify({ type: 'subscribe', id: after.slice(0, 32), payload }));
  });
  socket.removeAllListeners('close');
  sockets.push(socket);
}

function connected(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  socket.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    socket.once('open', () => socket.send('{"type":"connection_init"}'));
    socket.once('message', () => resolve(socket)).once('close', reject);
  });
}
