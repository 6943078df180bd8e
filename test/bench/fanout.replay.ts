import { once } from 'node:events';
import { WebSocket } from 'ws';
import { runProgram } from '../testkit/process.ts';
import { startSmallGraph } from '../testkit/small-graph/small-graph.ts';

const EVENTS = 10_000;
const ROUNDS = 7;
/** Until the processes run compiled code, as in a server that has been up for a while. */
const WARM_UPS = 4;
const OWN = 'subscription ($after: String) { changed(after: $after) { cursor number text at thing { id } } }';
const WHOLE = OWN.replace('{ id }', '{ id name }');

export interface Replayed {
  /** Events a second through the gateway ÷ reading the log itself. */
  readonly log: number;
  /** The same ÷ the subgraph's own subscription, which knows nothing of the names. */
  readonly subgraph: number;
}

type Door = 'log' | 'subgraph' | 'federated';

/**
 * Events a second to one client that comes back after all of them. *Reading the log itself* is the plainest work of the
 * process that owns it: walk it in order through the reading interface that subscriptions use too, and send each event
 * as JSON in one message of `ws`. Through the gateway each event is executed by the subgraph, and completed from a
 * second one. The servers take turns; each round gives one ratio, and the median is reported.
 */
export async function replay(rows: object[]): Promise<Replayed> {
  const source = runProgram('test/bench/servers/log.main.ts', [String(EVENTS)], {});
  const [line] = await source.printed(/^\{.*\}$/m);
  const { events, log, start } = JSON.parse(line) as { events: string; log: string; start: string };
  const graph = await startSmallGraph({ eventsUrl: events });
  const socketOf = (url: string): string => url.replace(/^http/, 'ws');
  const rates: Record<Door, number[]> = { log: [], subgraph: [], federated: [] };
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    const found = {
      log: await rate(log),
      subgraph: await rate(socketOf(events), OWN, start),
      federated: await rate(socketOf(graph.url), WHOLE, start),
    };
    if (round >= 0) for (const door of doors(rates)) rates[door].push(found[door]);
  }
  await Promise.all([graph.stop(), source.end()]);
  for (const door of doors(rates))
    rows.push({ replay: door, 'events a second': Math.round(median(rates[door])) });
  const against = (peer: Door): number =>
    median(rates.federated.map((federated, round) => federated / (rates[peer][round] as number)));
  return { log: against('log'), subgraph: against('subgraph') };
}

const doors = (rates: Record<Door, unknown>): Door[] => Object.keys(rates) as Door[];

/** @param after the cursor of a subscription; absent when any message starts it. */
async function rate(url: string, query = '', after?: string): Promise<number> {
  const socket = new WebSocket(url, after === undefined ? [] : ['graphql-transport-ws']);
  await once(socket, 'open');
  if (after !== undefined) {
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message');
  }
  let seen = 0;
  const all = new Promise<void>((resolve) =>
    socket.on('message', () => {
      seen += 1;
      if (seen === EVENTS) resolve();
    }),
  );
  const began = performance.now();
  const payload = { query, variables: { after } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  await all;
  const seconds = (performance.now() - began) / 1_000;
  socket.terminate();
  return EVENTS / seconds;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
