import { castOf } from '../../access/cast.ts';
import { openCase } from '../../access/scene.ts';
import { RawSocket, type ProtocolMessage } from '../../testkit/raw-socket.ts';
import type { SystemAddress } from '../../testkit/system.ts';
import { anEnterprise, now } from '../../subscription/push.ts';
import { pause, seeded, type Report } from '../seeded.ts';

const CLIENTS = 8;
const LONGEST_STAY_MS = 120;
const LAST_PUSH_WITHIN_MS = 20_000;
const TICKETS =
  'subscription ($after: String) { ticketChanged(after: $after) { cursor eventId kind ticket { id } } }';

interface Push {
  readonly ticketChanged: {
    readonly cursor: string;
    readonly eventId: string;
    readonly ticket: { readonly id: string };
  };
}

/** One who is cut off again and again, and resumes after the last cursor it has seen. */
class Wanderer {
  readonly seen: string[] = [];
  readonly events = new Set<string>();
  disconnects = 0;
  repeats = 0;
  private after: string;
  private readonly url: string;
  private readonly token: string | undefined;

  constructor(url: string, token: string | undefined, after: string) {
    this.url = url;
    this.token = token;
    this.after = after;
  }

  async stay(ms: number, isEnough: () => boolean): Promise<void> {
    const raw = await RawSocket.ready(this.url, { authorization: `Bearer ${this.token}` });
    raw.socket.on('message', (data: Buffer) =>
      this.take(JSON.parse(data.toString('utf8')) as ProtocolMessage),
    );
    raw.subscribe('1', TICKETS, { after: this.after });
    for (let waited = 0; waited < ms && !isEnough(); waited += 5) await pause(5);
    raw.close();
    await raw.closed;
    this.disconnects += 1;
  }

  private take({ type, payload }: ProtocolMessage): void {
    if (type !== 'next') throw new Error(`The stream ended: ${JSON.stringify(payload)}`);
    const { cursor, eventId, ticket } = (payload as { data: Push }).data.ticketChanged;
    if (this.events.has(eventId)) this.repeats += 1;
    this.events.add(eventId);
    this.seen.push(ticket.id);
    this.after = cursor;
  }
}

/** Clients are cut off at random while tickets are assigned. The judge is the list of what was acknowledged. */
export async function disconnects(system: SystemAddress, seed: number, count: number): Promise<Report> {
  const random = seeded(seed);
  const cast = await castOf(system);
  const enterprise = await anEnterprise(system, cast);
  const start = await now(system, cast);
  const wanderers = Array.from(
    { length: CLIENTS },
    () => new Wanderer(system.url, cast.DEPARTMENT_STAFF, start),
  );
  const made = (): number => wanderers.reduce((sum, each) => sum + each.disconnects, 0);
  const acknowledged: string[] = [];
  const assigning = (async () => {
    while (made() < count)
      acknowledged.push((await openCase(system, cast, enterprise, 'DEPT-HOUSING')).ticketId);
  })();
  const wandering = wanderers.map(async (each) => {
    while (made() < count) await each.stay(random() * LONGEST_STAY_MS, () => false);
  });
  await Promise.all([assigning, ...wandering]);
  await Promise.all(
    wanderers.map((each) => each.stay(LAST_PUSH_WITHIN_MS, () => each.seen.length >= acknowledged.length)),
  );
  const faults = wanderers.flatMap(({ seen, repeats }, index) => [
    ...(seen.join() === acknowledged.join()
      ? []
      : [`client ${index} saw ${seen.length} of ${acknowledged.length}, or in another order`]),
    ...(repeats > 0 ? [`client ${index} saw ${repeats} repeats`] : []),
  ]);
  return { faults, figures: { disconnects: made(), tickets: acknowledged.length, clients: CLIENTS } };
}
