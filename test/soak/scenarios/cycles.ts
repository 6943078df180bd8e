import { readdirSync } from 'node:fs';
import { RawSocket } from '../../testkit/raw-socket.ts';
import type { SmallGraph } from '../../testkit/small-graph/small-graph.ts';
import { eventually } from '../../../packages/service/dist/testing.js';
import { seeded, type Report } from '../seeded.ts';

const AT_ONCE = 16;
const CLEARED_WITHIN_MS = 5_000;
const QUERIES = [
  'subscription { changed { number } }',
  'subscription { changed { number thing { name } } }',
  'subscription { changed(after: "0") { number } }',
];

const openFiles = (graph: SmallGraph): number => readdirSync(`/proc/${graph.gateway.child.pid}/fd`).length;

/** Subscribe and leave, in every way and at every moment. Judged by the source, the gateway's figures and the system. */
export async function cycles(graph: SmallGraph, seed: number, count: number): Promise<Report> {
  const random = seeded(seed);
  await graph.publish(1);
  (await RawSocket.ready(graph.url)).close();
  const files = openFiles(graph);
  let made = 0;
  let pending = 0;
  const worker = async (): Promise<void> => {
    let socket = await RawSocket.ready(graph.url);
    while (made < count) {
      const id = String((made += 1));
      socket.subscribe(id, QUERIES[Math.floor(random() * QUERIES.length)] as string);
      const way = random();
      if (way < 1 / 3) pending += 1;
      else await pinged(socket);
      if (way < 1 / 3 || way < 0.8) socket.send({ id, type: 'complete' });
      if (random() < 0.05 || way >= 0.8) {
        socket.close();
        await socket.closed;
        socket = await RawSocket.ready(graph.url);
      } else if (random() < 0.2) {
        await pinged(socket);
      }
      if (random() < 0.01) await graph.publish(1);
    }
    socket.close();
    await socket.closed;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const left = async (): Promise<Record<string, number>> => ({
    streamsAtTheSource: (await graph.state()).open,
    upstreams: await graph.metric('ecogrid_gateway_upstreams'),
    subscriptions: await graph.metric('ecogrid_gateway_subscriptions'),
    sockets: await graph.metric('ecogrid_gateway_sockets'),
    // A few kept-alive connections to subgraphs come and go.
    files: Math.max(0, openFiles(graph) - files - 8),
  });
  const isClear = (found: Record<string, number>): boolean =>
    Object.values(found).every((value) => value === 0);
  const faults = await eventually(left, isClear, CLEARED_WITHIN_MS).then(
    () => [],
    (error: unknown) => [`something is left: ${String(error)}`],
  );
  return { faults, figures: { cycles: made, pending, upstreamsOpened: (await graph.state()).opened } };
}

async function pinged(socket: RawSocket): Promise<void> {
  socket.send({ type: 'ping' });
  await socket.next(({ type }) => type === 'pong');
}
