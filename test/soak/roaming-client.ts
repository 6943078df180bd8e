import { RawSocket, type ProtocolMessage } from '../testkit/raw-socket.ts';
import { pause } from './seeded.ts';
import type { Ledger } from './tickets.ts';

const TICKETS =
  'subscription ($after: String) { ticketChanged(after: $after) { cursor eventId kind ticket { id } } }';
const LOOK_EVERY_MS = 5;
/** Before a gateway that is gone is tried again. */
const REST_MS = 50;

interface Push {
  readonly ticketChanged: {
    readonly cursor: string;
    readonly eventId: string;
    readonly ticket: { readonly id: string };
  };
}

/** A client that is cut off again and again, here and there, and resumes after the last cursor it has seen. */
export class RoamingClient {
  /** Tickets, in the order of their first push. */
  readonly seen: string[] = [];
  disconnects = 0;
  repeats = 0;
  /** Why subscriptions were refused or ended, other than by a lost connection. */
  readonly refusals: string[] = [];
  private readonly events = new Set<string>();
  private after: string;
  private readonly token: string | undefined;

  constructor(token: string | undefined, after: string) {
    this.token = token;
    this.after = after;
  }

  /** Subscribes and stays, until it is cut off, or has enough, or the time is over. */
  async stay(url: string, ms: number, isEnough: () => boolean = () => false): Promise<void> {
    const until = Date.now() + ms;
    const raw = await RawSocket.ready(url, { authorization: `Bearer ${this.token}` }).catch(() => undefined);
    if (!raw) return pause(REST_MS);
    const stream = { isOver: false };
    void raw.closed.then(() => (stream.isOver = true));
    raw.socket.on('message', (data: Buffer) => {
      if (!this.take(JSON.parse(data.toString('utf8')) as ProtocolMessage)) stream.isOver = true;
    });
    raw.subscribe('1', TICKETS, { after: this.after });
    while (!stream.isOver && Date.now() < until && !isEnough()) await pause(LOOK_EVERY_MS);
    raw.close();
    await raw.closed;
    this.disconnects += 1;
  }

  /** @returns whether the subscription goes on. */
  private take({ type, payload }: ProtocolMessage): boolean {
    const data = type === 'next' ? (payload as { data?: Push }).data : undefined;
    if (!data) {
      if (type === 'next' || type === 'error') this.refusals.push(JSON.stringify(payload));
      return type !== 'next' && type !== 'error' && type !== 'complete';
    }
    const { cursor, eventId, ticket } = data.ticketChanged;
    if (this.events.has(eventId)) this.repeats += 1;
    else this.seen.push(ticket.id);
    this.events.add(eventId);
    this.after = cursor;
    return true;
  }
}

/** The differences between the received events and the acknowledged dispatches. */
export function faultsOf(roamingClients: readonly RoamingClient[], ledger: Ledger): string[] {
  const count = ledger.flat().length;
  const isKept = (seen: readonly string[]): boolean =>
    seen.length === count &&
    ledger.every((lane) => {
      const own = new Set(lane);
      return seen.filter((id) => own.has(id)).join() === lane.join();
    });
  return roamingClients.flatMap(({ seen, repeats }, index) => [
    ...(isKept(seen) ? [] : [`client ${index} saw ${seen.length} of ${count}, or in another order`]),
    ...(repeats > 0 ? [`client ${index} saw ${repeats} repeats`] : []),
  ]);
}
