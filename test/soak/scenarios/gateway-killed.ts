import type { RemoteSystem } from '../../testkit/system.ts';
import { eventually } from '../../../packages/service/dist/testing.js';
import { pause, seeded, type Report } from '../seeded.ts';
import { Assigning } from '../tickets.ts';
import { faultsOf } from '../roaming-client.ts';

const CLIENTS = 8;
const LONGEST_LIFE_MS = 800;
const FOR_EVER_MS = 600_000;
const MOVED_WITHIN_MS = 60_000;

/**
 * Clients hang on a gateway that is killed (-9) while tickets are assigned through another, where they resume by their
 * cursors; then a new one is started, and they move there.
 */
export async function gatewayKilled(system: RemoteSystem, seed: number, kills: number): Promise<Report> {
  const random = seeded(seed);
  const assigning = await Assigning.on(system);
  const roamingClients = assigning.roamingClients(CLIENTS);
  let isOver = false;
  let victim: string | undefined;
  const hanging = roamingClients.map(async (each) => {
    for (let at = victim ?? system.url; !isOver; at = victim ?? system.url)
      await each.stay(at, FOR_EVER_MS, () => isOver || (at === system.url && victim !== undefined));
  });
  const flowing = assigning.assignWhile(() => !isOver);
  const sawMore = (): Promise<unknown> => {
    const [saw, wanted] = [roamingClients.map(({ seen }) => seen.length), assigning.acknowledged + 1];
    const isSo = (): boolean =>
      roamingClients.every(({ seen }, index) => seen.length > (saw[index] ?? 0) && seen.length >= wanted);
    return eventually(isSo, (value) => value, MOVED_WITHIN_MS);
  };
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const gateway = await system.openGateway();
      victim = gateway.url;
      await sawMore();
      await pause(random() * LONGEST_LIFE_MS);
      victim = undefined;
      await gateway.program.end('SIGKILL');
      await sawMore();
    }
  } finally {
    isOver = true;
    await Promise.all([flowing, ...hanging]);
  }
  await assigning.seenByAll(roamingClients, system.url);
  const repeats = roamingClients.reduce((sum, each) => sum + each.repeats, 0);
  // Across a crash an event may come again under the same id, and then it is known: only gaps are faults of the ledger.
  const faults = faultsOf(roamingClients, assigning.ledger).filter((fault) => !fault.includes('repeats'));
  return { faults, figures: { kills, tickets: assigning.acknowledged, clients: CLIENTS, repeats } };
}
