import { readFileSync } from 'node:fs';
import type { SmallGraph } from '../../testkit/small-graph/small-graph.ts';
import { Clients, delayAt } from '../clients.ts';
import { percentile, type Report } from '../seeded.ts';

const BUFFERED_MB = 1;
/** The permitted growth of the rest of the process: objects that were not collected yet. */
const ROOM_MB = 100;
/** A rate that the process sustains while all clients read: the test is about isolation, not about capacity. */
const PACE_MS = 4;
const PORTION = 250;
/** The buffers of the operating system differ between machines: at most so many times the events. */
const MOST = 4;
/** Below this, a difference is the machine's, not ours. */
const LEAST_P99_MS = 5;
const CLOSED = 'ecogrid_gateway_sockets_closed_total{code="4013",reason="Client does not read"}';
const REASON = '4013 Client does not read';

export interface PausedAmounts {
  readonly clients: number;
  readonly events: number;
  readonly bytes: number;
  /** How often delays are measured, alone and beside them; 0 leaves time out of the judgement. */
  readonly rounds: number;
}

interface Round {
  readonly faults: readonly string[];
  readonly p99Alone: number;
  readonly p99Beside: number;
  readonly memoryAlone: number;
  readonly memoryBeside: number;
  readonly eventsToEvict: number;
}

const memoryMb = (graph: SmallGraph): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${graph.gateway.child.pid}/status`, 'utf8'))?.[1]) / 1_024;

/** Some clients stop reading: they are closed with a reason, memory stays bounded, and other clients are unaffected. */
export async function paused(graph: SmallGraph, amounts: PausedAmounts): Promise<Report> {
  const reader = await Clients.connect(graph.url, 1, 'reading');
  try {
    const rounds: Round[] = [];
    do rounds.push(await round(graph, reader, amounts));
    while (rounds.length < amounts.rounds);
    return report(rounds, amounts);
  } finally {
    await reader.stop();
  }
}

async function round(graph: SmallGraph, reader: Clients, amounts: PausedAmounts): Promise<Round> {
  const { clients, events, bytes } = amounts;
  const alone = await portions(graph, reader, bytes, (made) => made >= events / 4);
  const before = await graph.metric(CLOSED);
  const others = await Clients.connect(graph.url, clients, 'paused');
  try {
    const evicted = async (): Promise<boolean> => (await graph.metric(CLOSED)) >= before + clients;
    const most = MOST * events;
    const beside = await portions(graph, reader, bytes, async (made) => made >= most || (await evicted()));
    if (!(await evicted())) throw new Error(`after ${beside.made} events some clients are still open`);
    const { closings } = await others.readOn();
    others.resume();
    const rest = await portions(graph, reader, bytes, (made) => beside.made + made >= events);
    const resumed = await others.have(rest.head);
    const faults = [
      ...(beside.gaps + rest.gaps > 0 ? ['the healthy client has gaps'] : []),
      ...(resumed.gaps > 0 ? [`those who came back have ${resumed.gaps} gaps`] : []),
      ...closings.filter((closing) => closing !== REASON).map((closing) => `one was closed with ${closing}`),
    ];
    const measured = { p99Alone: alone.p99, p99Beside: beside.p99, eventsToEvict: beside.made };
    return { faults, ...measured, memoryAlone: alone.memory, memoryBeside: beside.memory };
  } finally {
    await others.stop();
  }
}

/** Events by the portion until it is enough. The healthy client has each portion before the next one is made. */
async function portions(
  graph: SmallGraph,
  reader: Clients,
  bytes: number,
  isEnough: (made: number) => boolean | Promise<boolean>,
): Promise<{ made: number; head: number; memory: number; p99: number; gaps: number }> {
  const delays: Record<string, number> = {};
  let [made, memory] = [0, memoryMb(graph)];
  for (;;) {
    const { head } = await graph.publish(PORTION, bytes, PACE_MS);
    const status = await reader.have(head);
    for (const [ms, times] of Object.entries(status.delays)) delays[ms] = (delays[ms] ?? 0) + times;
    made += PORTION;
    memory = Math.max(memory, memoryMb(graph));
    if (await isEnough(made)) return { made, head, memory, p99: delayAt(0.99, delays), gaps: status.gaps };
  }
}

function report(rounds: readonly Round[], amounts: PausedAmounts): Report {
  const median = (figure: 'p99Alone' | 'p99Beside' | 'eventsToEvict'): number =>
    percentile(
      rounds.map((each) => each[figure]),
      0.5,
    );
  const [p99Alone, p99Beside] = [median('p99Alone'), median('p99Beside')];
  const allowed = amounts.clients * BUFFERED_MB * 1.5 + ROOM_MB;
  const faults = rounds.flatMap((each) => [
    ...each.faults,
    ...(each.memoryBeside > each.memoryAlone + allowed
      ? [`memory rose from ${each.memoryAlone} to ${each.memoryBeside} MB`]
      : []),
  ]);
  if (amounts.rounds > 0 && p99Beside > 2 * Math.max(p99Alone, LEAST_P99_MS))
    faults.push(`p99 rose from ${p99Alone} to ${p99Beside} ms`);
  const memoryBeside = Math.max(...rounds.map((each) => each.memoryBeside));
  const { clients } = amounts;
  const figures = { rounds: rounds.length, clients, eventsToEvict: median('eventsToEvict'), memoryBeside };
  return { faults, figures: { ...figures, p99Alone, p99Beside } };
}
