import { Clients, probe, startPeer, type Peer, type PeerName } from './fanout.peers.ts';
import { median, replay } from './fanout.replay.ts';
import type { Findings, Limit } from './bench.cli.ts';

const ROUNDS = 5;
const WARM_UP = 100;
const IDLE = 10_000;

const LIMITS: Readonly<Record<string, Limit>> = {
  cpu_vs_raw_1000: { must: 2, target: 1.5, stretch: 1.2 },
  cpu_vs_raw_5000: { must: 2, target: 1.5, stretch: 1.2 },
  cpu_vs_plain_1000: { must: 0.33, target: 0.25, stretch: 0.2 },
  last_of_5000_vs_raw: { must: 2, target: 1.5 },
  idle_socket_rss_vs_plain: { must: 1, target: 0.8, stretch: 0.5 },
  replay_vs_log: { must: 0.5, target: 0.7, isAtLeast: true },
};

interface Measured {
  readonly cpuUs: number;
  readonly lastMs: number;
}

/** One event to very many clients, and very many clients without one: through the federated plan, and by its peers. */
export async function run(): Promise<Findings> {
  const rows: Array<Record<string, string | number>> = [];
  const small = await fanOut(1_000, 20, ['raw', 'federated', 'plain'], rows);
  const large = await fanOut(5_000, 8, ['raw', 'federated'], rows);
  const idle = await idleMemory(rows);
  const replayed = await replay(rows);
  const ratios = {
    cpu_vs_raw_1000: ratio(small, 'raw', 'cpuUs'),
    cpu_vs_raw_5000: ratio(large, 'raw', 'cpuUs'),
    cpu_vs_plain_1000: ratio(small, 'plain', 'cpuUs'),
    last_of_5000_vs_raw: ratio(large, 'raw', 'lastMs'),
    idle_socket_rss_vs_plain: round2(idle.federated / idle.plain),
    replay_vs_log: round2(replayed.log),
    replay_vs_subgraph: round2(replayed.subgraph),
  };
  return { rows, ratios, limits: LIMITS };
}

type Rounds = Readonly<Partial<Record<PeerName, readonly Measured[]>>>;

/** The peers take turns, so that other load affects all of them. */
async function fanOut(
  clients: number,
  events: number,
  names: readonly PeerName[],
  rows: object[],
): Promise<Rounds> {
  const sides: Array<{ peer: Peer; clients: Clients; measured: Measured[] }> = [];
  for (const name of names) {
    const peer = await startPeer(name);
    sides.push({ peer, clients: await Clients.connect(peer, clients), measured: [] });
  }
  for (const side of sides)
    for (let event = 0; event < WARM_UP; event += 1) await side.clients.event(side.peer);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of sides) side.measured.push(await measure(side.peer, side.clients, events));
  }
  for (const { peer, measured } of sides) {
    const cpu = median(measured.map(({ cpuUs }) => cpuUs)).toFixed(1);
    rows.push({
      peer: peer.name,
      clients,
      'CPU µs a message': cpu,
      'last ms': median(measured.map(({ lastMs }) => lastMs)),
    });
  }
  await Promise.all(sides.flatMap((side) => [side.clients.stop(), side.peer.stop()]));
  return Object.fromEntries(sides.map(({ peer, measured }) => [peer.name, measured]));
}

async function measure(peer: Peer, clients: Clients, events: number): Promise<Measured> {
  const before = await probe(peer);
  const times: number[] = [];
  for (let event = 0; event < events; event += 1) times.push(await clients.event(peer));
  const after = await probe(peer);
  return { cpuUs: (after.cpuUs - before.cpuUs) / (events * clients.count), lastMs: median(times) };
}

/** Bytes that a socket with one subscription costs, over the server without any. */
async function idleMemory(rows: object[]): Promise<Record<'plain' | 'federated', number>> {
  const found = { plain: 0, federated: 0 };
  for (const name of ['plain', 'federated'] as const) {
    const peer = await startPeer(name, { PROBE_COLLECTS: '1' });
    // A server's allocation for its first clients is no cost of a socket.
    const first = await Clients.connect(peer, 200);
    await first.event(peer);
    await first.stop();
    const before = await probe(peer);
    const clients = await Clients.connect(peer, IDLE);
    const after = await probe(peer);
    found[name] = (after.rss - before.rss) / IDLE;
    rows.push({ peer: name, clients: IDLE, 'RSS kB a socket': (found[name] / 1_024).toFixed(1) });
    await Promise.all([clients.stop(), peer.stop()]);
  }
  return found;
}

/** Of each round, as its peers were measured right after one another; then the median of the rounds. */
function ratio(rounds: Rounds, peer: PeerName, figure: keyof Measured): number {
  const [federated = [], others = []] = [rounds.federated, rounds[peer]];
  return round2(
    median(federated.map((each, round) => each[figure] / (others[round]?.[figure] ?? Number.NaN))),
  );
}

const round2 = (value: number): number => Math.round(value * 100) / 100;
