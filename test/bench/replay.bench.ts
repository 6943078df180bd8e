import { once } from 'node:events';
import { WebSocket } from 'ws';
import { runProgram, type RunningProgram } from '../testkit/process.ts';
import type { Findings } from './bench.cli.ts';
import { LOOP_PROBE, load, longestHold } from './loop-held.ts';

const EVENTS = 400_000;
/** One event in so many has the topic that is followed; the last of all has it alone. */
const ONE_IN = [4_000, EVENTS];
/** Until the process runs compiled code. */
const WARM_UPS = 2;
/** By the number of readers; many at once may hold it as long as one request may (docs/decisions/0070). */
const GATES = { 1: { must: 50, target: 20 }, 50: { must: 250, target: 100 } } as const;
const READERS = [1, 50] as const;
const SUBSCRIPTION = 'subscription ($after: String) { changed(after: $after) { cursor number } }';

/** How long a subgraph's event loop is held while clients replay a rare topic of a long log, by a probe at its side. */
export async function run(): Promise<Findings> {
  const rows: Array<Record<string, string | number>> = [];
  const worst = { 1: 0, 50: 0 };
  for (const oneIn of ONE_IN) {
    const server = runProgram('test/bench/servers/log.main.ts', [String(EVENTS), String(oneIn)], {
      NODE_OPTIONS: LOOP_PROBE,
    });
    const [line] = await server.printed(/^\{.*\}$/m);
    const { events, start } = JSON.parse(line) as { events: string; start: string };
    const url = events.replace(/^http/, 'ws');
    for (let round = 0; round < WARM_UPS; round += 1) await replayed(url, start, EVENTS / oneIn);
    for (const readers of READERS) {
      const row = await measured(server, readers, () => replayed(url, start, EVENTS / oneIn));
      rows.push({ events: EVENTS, 'of the topic': EVENTS / oneIn, readers, ...row, load: load() });
      worst[readers] = Math.max(worst[readers], row['held ms']);
    }
    await server.end();
  }
  return {
    rows,
    ratios: { held_ms_1: worst[1], held_ms_50: worst[50] },
    limits: { held_ms_1: GATES[1], held_ms_50: GATES[50] },
  };
}

async function measured(server: RunningProgram, readers: number, replay: () => Promise<void>) {
  await longestHold(server);
  const began = performance.now();
  await Promise.all(Array.from({ length: readers }, replay));
  const seconds = Math.round(performance.now() - began) / 1_000;
  return { 'held ms': await longestHold(server), seconds };
}

/** One client reads all events of the topic. */
async function replayed(url: string, after: string, expected: number): Promise<void> {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  const all = new Promise<void>((resolve) => {
    let seen = 0;
    socket.on('message', () => {
      seen += 1;
      if (seen === expected) resolve();
    });
  });
  const payload = { query: SUBSCRIPTION, variables: { after } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  await all;
  socket.terminate();
}
