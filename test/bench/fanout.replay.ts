import { RawSocket } from '../testkit/raw-socket.ts';
import { startSmallGraph } from '../testkit/small-graph/small-graph.ts';
import { TEXT_BYTES } from './servers/schema.ts';

const EVENTS = 10_000;
const ROUNDS = 3;
const QUERY = 'subscription { changed(after: "0") { cursor number text at } }';

/**
 * Events a second to one client that comes back: through the gateway, and from the source's log by the source's own
 * door, which is as near as a client gets to the log.
 */
export async function replay(rows: object[]): Promise<number> {
  const graph = await startSmallGraph();
  await graph.publish(EVENTS, TEXT_BYTES);
  const found = { log: [] as number[], federated: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    found.log.push(await rate(graph.sourceUrl));
    found.federated.push(await rate(graph.url));
  }
  await graph.stop();
  const [log, federated] = [Math.max(...found.log), Math.max(...found.federated)];
  rows.push({ peer: 'log', clients: 1, 'replayed a second': Math.round(log) });
  rows.push({ peer: 'federated', clients: 1, 'replayed a second': Math.round(federated) });
  return federated / log;
}

async function rate(url: string): Promise<number> {
  const raw = await RawSocket.ready(url);
  let seen = 0;
  const all = new Promise<void>((resolve) => {
    raw.socket.removeAllListeners('message');
    raw.socket.on('message', () => {
      seen += 1;
      if (seen === EVENTS) resolve();
    });
  });
  const began = performance.now();
  raw.subscribe('1', QUERY);
  await all;
  const seconds = (performance.now() - began) / 1_000;
  raw.close();
  return EVENTS / seconds;
}
