import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { token } from '../testkit/client.ts';
import { rssOf } from '../testkit/figures.ts';
import { ROOT } from '../testkit/process.ts';
import { startEmbedded } from '../testkit/system.ts';
import type { Findings } from './bench.cli.ts';
import { load } from './loop-held.ts';

const REQUESTS = 100_000;
const GATE_MB = 100;
const AT_ONCE = 16;
/** As many ordinary requests come first: V8 collects late, so that a graph that serves takes more memory than one at rest. */
const ORDINARY = 20_000;
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

const SELECTED = 60;
const names = (n: number, field: string): string =>
  Array.from({ length: SELECTED }, (_, i) => `x${n}y${i}${field}`).join(' ');

/** Each is refused, or answered with next to nothing; each is another one for every number. */
const OVER_HTTP: ReadonlyArray<(n: number) => Posted> = [
  // Texts that parse, and texts that do not.
  (n) => ({ query: `{ ${text(n, 1_000).replace(/[^a-f]/g, ' a')} }` }),
  (n) => ({ query: `{ grid(code: "${text(n, 4_000)}" { name } }` }),
  (n) => `{"query":"${text(n, 2_000)}`,
  // Operations that the schema refuses.
  (n) => ({ query: `{ me { ${names(n, '')} } }` }),
  (n) => ({ query: `query ($a: String) { __typename }`, variables: { a: text(n, 4_000) } }),
  (n) => ({ query: '{ __typename }', operationName: text(n, 3_000) }),
  // Valid operations: every cache of operations, plans and documents gets a new one.
  (n) => ({ query: `{ a${n}: __typename }` }),
  (n) => ({ query: `{ grid(code: "${text(n, 4_000)}") { name } }` }),
  (n) => ({
    query: `query ($c: String!) { grid(code: $c) { ${names(n, ': name')} } }`,
    variables: { c: 'none' },
  }),
  (n) => ({ query: '{ __typename }', bearer: text(n, 1_000) }),
];
type Posted =
  | string
  | {
      readonly query: string;
      readonly variables?: object;
      readonly operationName?: string;
      readonly bearer?: string;
    };
const SUBSCRIPTION = 'subscription ($after: String) { caseChanged(after: $after) { cursor } }';
/** The roles of the senders: the first is the public. */
const ROLES = ['', 'OPERATOR', 'SHIFT_LEADER', 'BI'];

/** Memory of the graph in one process before and after 100,000 requests of which none is like another. */
export async function run(): Promise<Findings> {
  const system = await startEmbedded({ environment: { LOG_LEVEL: 'silent' } });
  const { pid } = system.programs['all']!.child;
  const { url, dataDirectory } = system;
  const rows: Array<Record<string, string | number>> = [];
  try {
    const bearers = await Promise.all(
      ROLES.map(async (role) => (role ? token(dataDirectory, { role }) : undefined)),
    );
    const senders = bearers.map((bearer) => new Sender(url, bearer));
    const ordinary = ordinaryOperations();
    await atOnce(ORDINARY, (n) => post(url, ordinary[n % ordinary.length]!, bearers[1]));
    const before = rssOf(pid);
    rows.push({ requests: 0, 'RSS MB': Math.round(before), load: load() });
    for (let sent = 0; sent < REQUESTS; sent += REPORT_EVERY) {
      const answers: Record<string, number> = {};
      await atOnce(REPORT_EVERY, async (n) => {
        const answer = await senders[n % senders.length]!.send(sent + n);
        answers[answer] = (answers[answer] ?? 0) + 1;
      });
      rows.push({
        requests: sent + REPORT_EVERY,
        'RSS MB': Math.round(rssOf(pid)),
        load: load(),
        ...answers,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const grown = Math.round(rssOf(pid) - before);
    return { rows, ratios: { grown_mb: grown }, limits: { grown_mb: { must: GATE_MB, target: 50 } } };
  } finally {
    await system.stop();
  }
}

/** Bodies of the desk's own operations that only read. */
function ordinaryOperations(): string[] {
  const names = ['cases', 'documents', 'grid', 'hot-spots', 'me', 'phone-reminders', 'ranking', 'reports'];
  return names.map((name) => {
    const text = readFileSync(join(ROOT, `packages/explorer/operations/${name}.graphql`), 'utf8');
    const query = text.replaceAll('MONTH_AGO', '2026-01-01').replaceAll('TODAY', '2026-02-01');
    return JSON.stringify({ query });
  });
}

async function atOnce(count: number, send: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await send(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** The code of an answer's first error; `data` when there is none. */
function codeOf(answer: string): string {
  return /"code":"(\w+)"/.exec(answer)?.[1] ?? 'data';
}

async function post(url: string, body: string, bearer?: string): Promise<string> {
  const authorization = bearer && { authorization: `Bearer ${bearer}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  const answer = await fetch(url, { method: 'POST', headers, body });
  return codeOf(await answer.text());
}

/** One identity: it posts, and it subscribes on a few sockets that stay. */
class Sender {
  private readonly sockets: WebSocket[] = [];
  private readonly url: string;
  private readonly bearer: string | undefined;

  constructor(url: string, bearer: string | undefined) {
    this.url = url;
    this.bearer = bearer;
  }

  /** @returns how the request was answered. */
  send(n: number): Promise<string> {
    const posted = OVER_HTTP[Math.floor(n / ROLES.length) % (OVER_HTTP.length + 1)]?.(n);
    if (!posted) return this.subscribe(text(n, 4_000));
    if (typeof posted === 'string') return post(this.url, posted, this.bearer);
    const { bearer, ...body } = posted;
    return post(this.url, JSON.stringify(body), bearer ?? this.bearer);
  }

  /** A subscription that is refused: for its cursor, or for the role. */
  private async subscribe(after: string): Promise<string> {
    const socket = this.sockets.pop() ?? (await connected(this.url, this.bearer));
    const payload = { query: SUBSCRIPTION, variables: { after } };
    let code = 'data';
    await new Promise<void>((resolve, reject) => {
      socket.once('close', () => reject(new Error('the socket was closed')));
      socket.on('message', (data: Buffer) => {
        const message = data.toString();
        if (code === 'data') code = codeOf(message);
        if (/"type":"(complete|error)"/.test(message)) resolve();
      });
      socket.send(JSON.stringify({ type: 'subscribe', id: after.slice(0, 32), payload }));
    });
    socket.removeAllListeners('close').removeAllListeners('message');
    this.sockets.push(socket);
    return `${code} by socket`;
  }
}

function connected(url: string, bearer: string | undefined): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  socket.on('error', () => undefined);
  const payload = bearer ? { authorization: `Bearer ${bearer}` } : {};
  return new Promise((resolve, reject) => {
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.once('message', () => resolve(socket)).once('close', reject);
  });
}
