import { WebSocket } from 'ws';
import { pause, seededBelow, type Report } from '../soak/seeded.ts';
import { startSmallGraph, type SmallGraph } from '../testkit/small-graph/small-graph.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { HostileSubgraph } from './hostile-subgraph.ts';

const TIMEOUT_MS = 60_000;
const CLIENTS = 4;
/** Frames that one hostile client sends at most before it leaves. */
const FRAMES_OF_A_CLIENT = 40;
const QUERIES = [
  'subscription { changed { number } }',
  'subscription ($after: String) { changed(after: $after) { cursor number thing { name } } }',
  'subscription { changed { text at } }',
  '{ now }',
];
const GAUGES = ['sockets', 'subscriptions', 'upstreams', 'audiences', 'catching_up'];
const SPOILED: readonly unknown[] = [null, true, -1, '', 'text', [1], {}, '\ud800', 'x'.repeat(5_000)];

/**
 * A gateway between hostile subgraphs and hostile clients. Afterwards it still runs, and nothing is left open.
 * @param frames how many each side sends.
 */
export async function hostileFrames(seed: number, frames: number): Promise<Report> {
  const below = seededBelow(seed);
  const subgraph = new HostileSubgraph(below);
  let graph: SmallGraph | undefined;
  try {
    graph = await startSmallGraph({ eventsUrl: await subgraph.url() });
    await fromSubgraph(graph, subgraph, frames);
    const fromClients = await fromClientsTo(graph, below, frames);
    const faults = await leftBehind(graph);
    const errors = graph.gateway
      .errors()
      .split('\n')
      .filter((line) => line && !line.startsWith('{'));
    const code = await graph.gateway.end();
    if (code !== 0) faults.push(`the gateway ended with ${code}`);
    return {
      faults: [...faults, ...errors.slice(0, 5).map((line) => `no line of JSON in the log: ${line}`)],
      figures: { fromSubgraph: subgraph.sent, fromClients },
    };
  } finally {
    subgraph.close();
    await graph?.stop();
  }
}

/** Honest clients, each of which subscribes again whenever its subscription ends. */
async function fromSubgraph(graph: SmallGraph, subgraph: HostileSubgraph, frames: number): Promise<void> {
  const clients = Array.from({ length: CLIENTS }, (_, number) =>
    honest(graph.url, QUERIES[number % 3] ?? ''),
  );
  while (subgraph.sent < frames) {
    requireRunning(graph);
    if (subgraph.attack()) await new Promise((resolve) => setImmediate(resolve));
    else await pause(1);
  }
  for (const client of clients) client.terminate();
}

function honest(url: string, query: string): WebSocket {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  let id = 0;
  const subscribe = (): void => {
    if (socket.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ id: String((id += 1)), type: 'subscribe', payload: { query } }));
  };
  socket.once('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const { type } = JSON.parse(data.toString('utf8')) as { type: string };
    if (type !== 'next') setTimeout(subscribe, 1);
  });
  return socket;
}

async function fromClientsTo(
  graph: SmallGraph,
  below: (below: number) => number,
  frames: number,
): Promise<number> {
  let sent = 0;
  while (sent < frames) {
    requireRunning(graph);
    const socket = new WebSocket(graph.url.replace(/^http/, 'ws'), 'graphql-transport-ws');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => socket.once('open', resolve).once('close', resolve));
    if (below(10) > 0) socket.send('{"type":"connection_init"}');
    for (
      let left = 1 + below(FRAMES_OF_A_CLIENT);
      left > 0 && socket.readyState === WebSocket.OPEN;
      left -= 1
    ) {
      socket.send(clientFrame(below));
      sent += 1;
      if (below(4) === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    if (below(3) === 0) socket.close();
    else socket.terminate();
    await closed;
  }
  return sent;
}

function clientFrame(below: (below: number) => number): string | Buffer {
  const spoiled = SPOILED[below(SPOILED.length)];
  const id = String(below(5));
  const query = QUERIES[below(QUERIES.length)] ?? '';
  const whole: Record<string, unknown> = { type: 'subscribe', id, payload: { query } };
  switch (below(9)) {
    case 0:
      return JSON.stringify({ ...whole, payload: spoiled });
    case 1:
      return JSON.stringify({ ...whole, payload: { query, variables: spoiled, extensions: {} } });
    case 2:
      return JSON.stringify({ ...whole, payload: { query: query.slice(0, below(query.length)) } });
    case 3:
      return JSON.stringify({ type: 'complete', id });
    case 4:
      return JSON.stringify({ type: below(2) === 0 ? 'ping' : 'pong', payload: spoiled });
    case 5:
      return Buffer.from([below(256), below(256), below(256)]);
    case 6:
      return JSON.stringify(whole).slice(0, below(60));
    default:
      return JSON.stringify({ ...whole, payload: { query, variables: { after: String(below(50)) } } });
  }
}

function requireRunning({ gateway }: SmallGraph): void {
  const { exitCode, signalCode } = gateway.child;
  if (exitCode === null && signalCode === null) return;
  throw new Error(`the gateway ended with ${exitCode ?? signalCode}:\n${gateway.errors().slice(-2_000)}`);
}

/** The open resources of the gateway after every client has left. */
async function leftBehind(graph: SmallGraph): Promise<string[]> {
  const faults: string[] = [];
  for (const gauge of GAUGES) {
    const look = (): Promise<number> => graph.metric(`ecogrid_gateway_${gauge}`);
    await eventually(look, (open) => open === 0, TIMEOUT_MS).catch((error: unknown) => {
      faults.push(`${gauge}: ${String(error)}`);
    });
  }
  return faults;
}
