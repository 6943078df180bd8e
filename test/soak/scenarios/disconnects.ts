import type { SystemAddress } from '../../testkit/system.ts';
import { seeded, type Report } from '../seeded.ts';
import { Assigning } from '../tickets.ts';
import { faultsOf } from '../roaming-client.ts';

const CLIENTS = 8;
const LONGEST_STAY_MS = 400;
/** At least one ticket for so many disconnects, however slow the machine. */
const TICKET_FOR = 20;

/** Clients are cut off at random while tickets are assigned, and come back at any of the gateways. */
export async function disconnects(
  system: SystemAddress,
  seed: number,
  count: number,
  gateways: readonly string[] = [system.url],
): Promise<Report> {
  const random = seeded(seed);
  const anyGateway = (): string => gateways[Math.floor(random() * gateways.length)] as string;
  const assigning = await Assigning.on(system);
  const roamingClients = assigning.roamingClients(CLIENTS);
  const made = (): number => roamingClients.reduce((sum, each) => sum + each.disconnects, 0);
  const goesOn = (): boolean => made() < count || assigning.acknowledged < count / TICKET_FOR;
  await Promise.all([
    assigning.assignWhile(goesOn),
    ...roamingClients.map(async (each) => {
      while (goesOn()) await each.stay(anyGateway(), random() * LONGEST_STAY_MS);
    }),
  ]);
  const disconnected = made();
  await assigning.seenByAll(roamingClients, anyGateway());
  const faults = [
    ...faultsOf(roamingClients, assigning.ledger),
    ...roamingClients.flatMap(({ refusals }) => refusals.map((each) => `a subscription ended: ${each}`)),
  ];
  return {
    faults,
    figures: { disconnects: disconnected, tickets: assigning.acknowledged, clients: CLIENTS },
  };
}
