import type { RemoteSystem } from '../../testkit/system.ts';
import { eventually } from '../../../packages/service/dist/testing.js';
import { seeded, type Report } from '../seeded.ts';
import { Assigning } from '../tickets.ts';
import { faultsOf } from '../roaming-client.ts';

const STAYING = 4;
const WANDERING = 4;
const LONGEST_STAY_MS = 300;
const FOR_EVER_MS = 600_000;
const SEEN_WITHIN_MS = 90_000;
/** Tickets that are assigned while the server is away. */
const MEANWHILE = 3;

/** The NATS server is killed (-9) and restarted while tickets are assigned; some hang on their sockets, some come and go. */
export async function natsKilled(system: RemoteSystem, seed: number, kills: number): Promise<Report> {
  const { nats } = system;
  if (!nats) return { faults: ['there is no nats-server on this machine'], figures: {} };
  const random = seeded(seed);
  const assigning = await Assigning.on(system);
  const roamingClients = assigning.roamingClients(STAYING + WANDERING);
  let isOver = false;
  const following = roamingClients.map(async (each, index) => {
    const longest = (): number => (index < STAYING ? FOR_EVER_MS : random() * LONGEST_STAY_MS);
    while (!isOver) await each.stay(system.url, longest(), () => isOver);
  });
  const assigned = (count: number): Promise<unknown> =>
    eventually(
      () => assigning.acknowledged,
      (made) => made >= count,
      SEEN_WITHIN_MS,
    );
  const flowing = assigning.assignWhile(() => !isOver);
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      await assigned(assigning.acknowledged + 1);
      await nats.kill();
      await assigned(assigning.acknowledged + MEANWHILE);
      await nats.restart();
      const wanted = assigning.acknowledged;
      const hasAll = (): boolean => roamingClients.every(({ seen }) => seen.length >= wanted);
      await eventually(hasAll, (value) => value, SEEN_WITHIN_MS);
    }
  } finally {
    isOver = true;
    await Promise.all([flowing, ...following]);
  }
  await assigning.seenByAll(roamingClients, system.url);
  const refusals = roamingClients.reduce((sum, each) => sum + each.refusals.length, 0);
  const figures = { kills, tickets: assigning.acknowledged, clients: roamingClients.length, refusals };
  return { faults: faultsOf(roamingClients, assigning.ledger), figures };
}
