import { bearer } from '../../access/badges.ts';
import { RawSocket, type ProtocolMessage } from '../../testkit/raw-socket.ts';
import type { SmallGraph } from '../../testkit/small-graph/small-graph.ts';
import { within } from '../../testkit/within.ts';
import { pause, seeded, type Report } from '../seeded.ts';

const EVENT_EVERY_MS = 50;
/** A gateway that says nothing any more is one that has failed, however busy the machine. */
const TIMEOUT_MS = 30_000;

export interface ExpiringAmounts {
  readonly tokens: number;
  readonly longestSeconds: number;
  /** How long after its token's end a socket may be open; absent where the machine may be too busy to judge. */
  readonly closedWithinMs?: number;
}

interface Delivered {
  readonly number: number;
  readonly at: number;
}

/** Tokens that end at staggered moments under steady events. An event after a token's end must not reach it. */
export async function expiring(
  graph: SmallGraph,
  seed: number,
  { tokens: count, longestSeconds, closedWithinMs = TIMEOUT_MS }: ExpiringAmounts,
): Promise<Report> {
  const random = seeded(seed);
  let isOver = false;
  const publishing = (async () => {
    while (!isOver) await graph.publish(1, 10, EVENT_EVERY_MS);
  })();
  const faults: string[] = [];
  let deliveries = 0;
  let withoutAny = 0;
  const client = async (index: number): Promise<void> => {
    await pause(random() * 1_000);
    const seconds = 2 + Math.floor(random() * (longestSeconds - 1));
    const token = await bearer(graph, { subject: `person-${index}`, seconds });
    const raw = await RawSocket.open(graph.url);
    raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    // On a busy machine a short token may end before it was looked at.
    await raw.next(({ type }) => type === 'connection_ack').catch(() => undefined);
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      exp: number;
    };
    const end = exp * 1_000;
    if (raw.socket.readyState === raw.socket.OPEN)
      raw.subscribe('1', 'subscription { changed { number at } }');
    const { code } = await within(longestSeconds * 1_000 + TIMEOUT_MS, 'the socket is closed', raw.closed);
    const closedAfter = Date.now() - end;
    const seen = raw.received.filter(({ type }) => type === 'next').map(changeOf);
    deliveries += seen.length;
    if (code !== 4403) faults.push(`client ${index} was closed with ${code}`);
    if (closedAfter > closedWithinMs)
      faults.push(`client ${index} was closed ${closedAfter} ms after its end`);
    const late = seen.filter(({ at }) => at > end);
    if (late.length > 0) faults.push(`client ${index} had ${late.length} late deliveries`);
    if (seen.length === 0) withoutAny += 1;
  };
  const clients = Promise.all(Array.from({ length: count }, (_, index) => client(index)));
  // Together: the first failure is reported.
  await Promise.all([publishing, clients.finally(() => (isOver = true))]);
  if (withoutAny > count / 2) faults.push(`${withoutAny} clients had no delivery at all`);
  return { faults, figures: { tokens: count, withoutAny, deliveries } };
}

const changeOf = ({ payload }: ProtocolMessage): Delivered =>
  (payload as { data: { changed: Delivered } }).data.changed;
