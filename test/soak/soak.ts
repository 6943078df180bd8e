import type { SystemAddress } from '../testkit/system.ts';
import { startSmallGraph, type SmallGraphOptions } from '../testkit/small-graph/small-graph.ts';
import { cycles } from './scenarios/cycles.ts';
import { disconnects } from './scenarios/disconnects.ts';
import { expiring, type ExpiringAmounts } from './scenarios/expiring.ts';
import { paused, type PausedAmounts } from './scenarios/paused.ts';
import type { Report } from './seeded.ts';

export interface Amounts {
  readonly disconnects: number;
  readonly cycles: number;
  readonly expiring: ExpiringAmounts;
  /** What the system itself holds for a socket, some megabytes, must be exceeded before ours is. */
  readonly paused: PausedAmounts;
}

/** `npm run soak`. */
export const WHOLE: Amounts = {
  disconnects: 1_000,
  cycles: 50_000,
  expiring: { tokens: 200, longestSeconds: 10, closedWithinMs: 1_000 },
  paused: { clients: 50, events: 20_000, bytes: 1_000, rounds: 3 },
};

/** What every run of the tests takes of it. */
export const SHARE: Amounts = {
  disconnects: 60,
  cycles: 1_500,
  expiring: { tokens: 30, longestSeconds: 3 },
  paused: { clients: 10, events: 1_500, bytes: 16_000, rounds: 0 },
};

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

/** The scenarios by name; the same seed does the same in the same order. */
export function scenarios(
  system: SystemAddress,
  seed: number,
  amounts: Amounts,
): Record<string, () => Promise<Report>> {
  return {
    disconnects: () => disconnects(system, seed, amounts.disconnects),
    cycles: () => withGraph({}, (graph) => cycles(graph, seed, amounts.cycles)),
    expiring: () =>
      withGraph({ environment: { GATEWAY_AUTH: 'demo' } }, (graph) =>
        expiring(graph, seed, amounts.expiring),
      ),
    paused: () => withGraph({}, (graph) => paused(graph, amounts.paused)),
  };
}
