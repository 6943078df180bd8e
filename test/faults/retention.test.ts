import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { castOf, type Cast } from '../access/cast.ts';
import { openCase } from '../access/scene.ts';
import { pause } from '../soak/seeded.ts';
import { anEnterprise, now } from '../subscription/push.ts';
import { socket, subscribe, type GraphQLErrorAnswer } from '../testkit/client.ts';
import { startEmbedded, startRemote, type RunningSystem } from '../testkit/system.ts';
import { within } from '../testkit/within.ts';

jest.setTimeout(180_000);

/** Some seconds, in days. Longer where consumers of other processes must have taken an event by then. */
const days = (seconds: number): string => String(seconds / 86_400);
const EXPIRED_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 500;
const TICKETS = 'subscription ($after: String) { ticketChanged(after: $after) { ticket { id } } }';
const hasNats = process.env['ECOGRID_TEST_NATS'] !== undefined;

interface Push {
  readonly ticketChanged: { readonly ticket: { readonly id: string } };
}
type Refused = readonly [GraphQLErrorAnswer];

const PLACES: ReadonlyArray<readonly [name: string, start: () => Promise<RunningSystem>]> = [
  ['the databases', () => startEmbedded({ environment: { EVENT_RETENTION_DAYS: days(3) } })],
  ['the NATS streams', () => startRemote({ environment: { EVENT_RETENTION_DAYS: days(10) } })],
];

/** From where the client starts anew, once its cursor is refused. */
function restartOf(outcome: Push | Refused): string | undefined {
  if ('ticketChanged' in outcome) return undefined;
  const [{ extensions }] = outcome;
  expect(extensions.code).toBe('CURSOR_EXPIRED');
  return extensions.details?.['restartFrom'] as string;
}

describe('EVENT_RETENTION_DAYS', () => {
  let system: RunningSystem | undefined;
  afterEach(() => system?.stop());

  /** The first ticket that is pushed after the cursor, or why none is. */
  async function firstAfter(after: string, { url }: RunningSystem, cast: Cast): Promise<Push | Refused> {
    const client = socket(url, cast.DEPARTMENT_STAFF);
    const stream = subscribe<Push>(client, TICKETS, { after });
    const outcome = await within(
      60_000,
      'a push or a refusal',
      stream.next().catch(() => stream.ended),
    );
    await client.dispose();
    return outcome as Push | Refused;
  }

  /** The first ticket after the cursor. A cursor that expires on a busy machine is replaced by the one of its refusal. */
  async function firstAnew(after: string, running: RunningSystem, cast: Cast): Promise<Push> {
    const outcome = await firstAfter(after, running, cast);
    return 'ticketChanged' in outcome ? outcome : firstAnew(String(restartOf(outcome)), running, cast);
  }

  test.each(PLACES)(
    'reaches %s of a running system: an old cursor is refused with one from which the client starts anew',
    async (place, start) => {
      if (place === 'the NATS streams' && !hasNats) return;
      const running = (system = await start());
      const cast = await castOf(running);
      const enterprise = await anEnterprise(running, cast);
      const old = await now(running, cast);
      const giveUp = Date.now() + EXPIRED_WITHIN_MS;
      let from: string | undefined;
      // Tickets follow each other, since the newest event is never dropped.
      while (!from && Date.now() < giveUp) {
        await openCase(running, cast, enterprise);
        await pause(LOOK_EVERY_MS);
        from = restartOf(await firstAfter(old, running, cast));
      }
      expect(from).toEqual(expect.any(String));
      const [pushed] = await Promise.all([
        firstAnew(String(from), running, cast),
        openCase(running, cast, enterprise),
      ]);
      expect(pushed.ticketChanged.ticket.id).toEqual(expect.any(String));
    },
  );
});
