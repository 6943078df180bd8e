import { startSmallGraph, type SmallGraphOptions } from '../testkit/small-graph/small-graph.ts';
import type { RemoteSystem, SystemAddress } from '../testkit/system.ts';
import { cycles } from './scenarios/cycles.ts';
import { disconnects } from './scenarios/disconnects.ts';
import { expiring, type ExpiringAmounts } from './scenarios/expiring.ts';
import { gatewayKilled } from './scenarios/gateway-killed.ts';
import { natsKilled } from './scenarios/nats-killed.ts';
import { paused, type PausedAmounts } from './scenarios/paused.ts';
import { rights, type RightsAmounts } from './scenarios/rights.ts';
import type { Report } from './seeded.ts';

export interface Amounts {
  readonly disconnects: number;
  readonly cycles: number;
  readonly expiring: ExpiringAmounts;
  /** The operating system buffers some megabytes of a socket; only the excess reaches our bound. */
  readonly paused: PausedAmounts;
  readonly rights: RightsAmounts;
  readonly natsKills: number;
  readonly gatewayKills: number;
}

/** `npm run soak`. */
export const WHOLE: Amounts = {
  disconnects: 1_000,
  cycles: 50_000,
  expiring: { tokens: 200, longestSeconds: 10, closedWithinMs: 1_000 },
  paused: { clients: 50, events: 20_000, bytes: 1_000, rounds: 3 },
  rights: { rounds: 20, stopsWithinMs: 2_000 },
  natsKills: 10,
  gatewayKills: 10,
};

/** The share of every test run. Overlapping transactions have theirs in packages/events. */
export const SHARE: Amounts = {
  disconnects: 24,
  cycles: 200,
  expiring: { tokens: 12, longestSeconds: 3 },
  paused: { clients: 2, events: 500, bytes: 64_000, rounds: 0 },
  rights: { rounds: 1 },
  natsKills: 1,
  gatewayKills: 1,
};

export type Scenario = () => Promise<Report>;

/** The systems under test, started when a scenario first wants one. */
export interface Systems {
  readonly embedded: () => Promise<SystemAddress>;
  /** Of its own: parts of it are killed. */
  readonly remote: () => Promise<RemoteSystem>;
}

async function withGraph(
  options: SmallGraphOptions,
  work: (graph: Awaited<ReturnType<typeof startSmallGraph>>) => Promise<Report>,
): Promise<Report> {
  const graph = await startSmallGraph(options);
  try {
    return await work(graph);
  } finally {
    await graph.stop();
  }
}

async function disconnectsAtTwo(system: RemoteSystem, seed: number, count: number): Promise<Report> {
  const other = await system.openGateway();
  try {
    return await disconnects(system, seed, count, [system.url, other.url]);
  } finally {
    await other.program.end();
  }
}

/** The scenarios by name; the same seed does the same in the same order. */
export function scenarios(systems: Systems, seed: number, amounts: Amounts): Record<string, Scenario> {
  return {
    disconnects: async () => disconnects(await systems.embedded(), seed, amounts.disconnects),
    'disconnects-remote': async () => disconnectsAtTwo(await systems.remote(), seed, amounts.disconnects),
    cycles: () => withGraph({}, (graph) => cycles(graph, seed, amounts.cycles)),
    expiring: () =>
      withGraph({ environment: { GATEWAY_AUTH: 'demo' } }, (graph) =>
        expiring(graph, seed, amounts.expiring),
      ),
    // A client that does not read answers no heartbeat either: here the slow read closes it.
    paused: () =>
      withGraph({ environment: { WS_HEARTBEAT_MS: '600000' } }, (graph) => paused(graph, amounts.paused)),
    rights: async () => rights(await systems.embedded(), seed, amounts.rights),
    'rights-remote': async () => rights(await systems.remote(), seed, amounts.rights),
    'nats-killed': async () => natsKilled(await systems.remote(), seed, amounts.natsKills),
    'gateway-killed': async () => gatewayKilled(await systems.remote(), seed, amounts.gatewayKills),
  };
}
