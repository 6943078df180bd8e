import { readFileSync } from 'node:fs';
import { RawSocket } from '../../testkit/raw-socket.ts';
import type { SmallGraph } from '../../testkit/small-graph/small-graph.ts';
import { eventually } from '../../testkit/within.ts';
import { pause, percentile, type Report } from '../seeded.ts';

const BUFFERED_MB = 1;
/** What the rest of the process may grow by meanwhile: young objects that were not collected yet. */
const ROOM_MB = 100;
/** A pace that the process bears with everybody reading: what is asked is whether others notice, not how much it bears. */
const PACE_MS = 4;
/** Below this, a difference is the machine's, not ours. */
const LEAST_P99_MS = 10;
const QUERY = 'subscription ($after: String) { changed(after: $after) { number at text } }';

const memoryMb = (graph: SmallGraph): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${graph.gateway.child.pid}/status`, 'utf8'))?.[1]) / 1_024;

/** A reader that keeps the delay of each delivery and whether numbers follow each other. */
class Reader {
  readonly delays: number[] = [];
  gaps = 0;
  last: number | undefined;

  static async on(graph: SmallGraph): Promise<{ reader: Reader; raw: RawSocket }> {
    const raw = await RawSocket.ready(graph.url);
    const reader = new Reader();
    raw.socket.removeAllListeners('message');
    raw.socket.on('message', (data: Buffer) => reader.take(data.toString('utf8')));
    raw.subscribe('1', QUERY);
    await eventually(
      5_000,
      () => graph.metric('ecogrid_gateway_subscriptions'),
      (open) => open > 0,
    );
    return { reader, raw };
  }

  private take(text: string): void {
    const number = Number(/"number":(\d+)/.exec(text)?.[1]);
    this.delays.push(Date.now() - Number(/"at":(\d+)/.exec(text)?.[1]));
    if (this.last !== undefined && number !== this.last + 1) this.gaps += 1;
    this.last = number;
  }
}

async function run(
  graph: SmallGraph,
  reader: Reader,
  count: number,
  bytes: number,
): Promise<{ p99: number; memory: number }> {
  reader.delays.length = 0;
  let memory = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      memory = Math.max(memory, memoryMb(graph));
      await pause(50);
    }
  })();
  const { head } = await graph.publish(count, bytes, PACE_MS);
  await eventually(
    30_000,
    () => reader.last,
    (last) => last === head,
  );
  isOver = true;
  await watching;
  return { p99: percentile(reader.delays, 0.99), memory };
}

/** Some clients stop reading; memory stays bounded, and whoever reads does not notice. */
export async function paused(
  graph: SmallGraph,
  clients: number,
  events: number,
  bytes: number,
): Promise<Report> {
  const { reader, raw } = await Reader.on(graph);
  await run(graph, reader, Math.ceil(events / 4), bytes);
  const alone = await run(graph, reader, Math.ceil(events / 4), bytes);
  const stopped = await Promise.all(Array.from({ length: clients }, () => RawSocket.ready(graph.url)));
  for (const each of stopped) {
    each.subscribe('1', QUERY);
    each.socket.pause();
  }
  const beside = await run(graph, reader, events, bytes);
  const evicted = await graph.metric('ecogrid_gateway_slow_sockets_total');
  for (const each of stopped) each.close();
  raw.close();
  const allowed = alone.memory + clients * BUFFERED_MB * 1.5 + ROOM_MB;
  const faults = [
    ...(reader.gaps > 0 ? [`the healthy client has ${reader.gaps} gaps`] : []),
    ...(beside.memory > allowed ? [`memory rose from ${alone.memory} to ${beside.memory} MB`] : []),
    ...(beside.p99 > 2 * Math.max(alone.p99, LEAST_P99_MS)
      ? [`p99 rose from ${alone.p99} to ${beside.p99} ms`]
      : []),
    ...(evicted === 0 ? ['nobody was evicted: the bound was never reached'] : []),
  ];
  const figures = {
    clients,
    events,
    p99Alone: alone.p99,
    p99Beside: beside.p99,
    memoryAlone: alone.memory,
    memoryBeside: beside.memory,
    evicted,
  };
  return { faults, figures };
}
