import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { ask, demand, socket, subscribe, type Stream } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { embedded, onSystems } from '../testkit/systems.ts';
import { bearer } from './badges.ts';
import { castOf, type Cast } from './cast.ts';
import { openCase } from './scene.ts';

interface Person {
  readonly id: string;
  readonly appointments: ReadonlyArray<{
    id: string;
    role: string;
    effectiveTo: string | null;
    version: number;
  }>;
}
interface CasePush {
  readonly caseChanged: { readonly case: { readonly id: string } };
}
interface Rights {
  readonly me: {
    readonly roles: readonly string[];
    readonly rights: ReadonlyArray<{
      readonly role: string;
      readonly grid: { readonly code: string } | null;
    }>;
  };
  readonly people: { readonly edges: readonly unknown[] };
}

const PERSON =
  'query ($number: String!) { person(number: $number) { id appointments { id role effectiveTo version } } }';
const CASES = 'subscription ($after: String) { caseChanged(after: $after) { case { id } } }';
const RIGHTS = '{ me { roles rights { role grid { code } } } people(first: 1) { edges { cursor } } }';
/** The promise is two seconds, and `npm run soak -- rights` judges it; here a busy machine is no fault. */
const SOON_MS = 60_000;
/** A member of the street staff of the second street, unused by other tests. */
const NUMBER = 'P0103';

/** The code with which the server closed the socket, and when. */
const closing = (client: Client): Promise<{ code: number; at: number }> =>
  new Promise((resolve) =>
    client.on('closed', (event) => resolve({ code: (event as { code: number }).code, at: Date.now() })),
  );

onSystems(embedded)('rights that change, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let enterpriseId: string;
  let person: Person;
  let token: string;
  beforeAll(async () => {
    cast = await castOf(system);
    const query = '{ devices(first: 1) { edges { node { outlet { enterprise { id } } } } } }';
    const { devices } = await demand<{
      devices: { edges: [{ node: { outlet: { enterprise: { id: string } } } }] };
    }>(system.url, cast.OTHER_ENTERPRISE, query);
    enterpriseId = devices.edges[0].node.outlet.enterprise.id;
    ({ person } = await demand<{ person: Person }>(system.url, cast.OPERATOR, PERSON, { number: NUMBER }));
    token = await bearer(system, { subject: person.id });
  });

  const rights = (): Promise<Rights> => demand<Rights>(system.url, token, RIGHTS);
  const now = async (): Promise<string> =>
    (await demand<{ changeCursor: string }>(system.url, cast.OPERATOR, '{ changeCursor }')).changeCursor;

  /** A socket that has shown to be alive: the events after the cursor came. */
  async function watching(
    bearerToken: string | undefined,
    after: string,
  ): Promise<[Client, Stream<CasePush>]> {
    const client = socket(system.url, bearerToken);
    const stream = subscribe<CasePush>(client, CASES, { after });
    await stream.next();
    return [client, stream];
  }

  test('end with the appointment: the socket is closed, the next request has less; and come back with a new one', async () => {
    const after = await now();
    await openCase(system, cast, enterpriseId);
    const [client] = await watching(token, after);
    const closed = closing(client);
    const open = person.appointments.find(({ effectiveTo }) => effectiveTo === null);
    const input = { idempotencyKey: randomUUID(), appointmentId: open?.id, version: open?.version };
    const end =
      'mutation ($input: EndAppointmentInput!) { endAppointment(input: $input) { appointment { effectiveTo } } }';
    const asked = Date.now();
    await demand(system.url, cast.SHIFT_LEADER, end, { input });
    const { code, at } = await closed;
    expect(code).toBe(4403);
    expect(at - asked).toBeLessThan(SOON_MS);
    expect(await rights()).toEqual({ me: { roles: [], rights: [] }, people: { edges: [] } });

    const bare = socket(system.url, token);
    const bareClosed = closing(bare);
    const refused = await subscribe(bare, CASES).ended;
    expect(refused).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    // A subscription that is open to every actor holds the socket: its end shows that the new rights apply.
    const held = subscribe(bare, 'subscription { exceedanceRaised { cursor } }');
    const appointed = {
      idempotencyKey: randomUUID(),
      personNumber: NUMBER,
      role: 'STREET_STAFF',
      gridCode: '370871002',
    };
    const appoint = 'mutation ($input: AppointInput!) { appoint(input: $input) { appointment { id } } }';
    await demand(system.url, cast.SHIFT_LEADER, appoint, { input: appointed });
    expect((await bareClosed).code).toBe(4403);
    await held.ended;
    expect(await rights()).toMatchObject({
      me: {
        roles: ['STREET_STAFF'],
        rights: [1, 2].map(() => ({ role: 'STREET_STAFF', grid: { code: '370871002' } })),
      },
      people: { edges: [{}] },
    });
    const [again] = await watching(token, after);
    for (const each of [again, client, bare]) await each.dispose();
  });

  test('end with the token: the socket is closed, and nothing is delivered afterwards', async () => {
    const after = await now();
    await openCase(system, cast, enterpriseId);
    const signed = Date.now();
    const short = await bearer(system, { subject: person.id, seconds: 6 });
    const [client, stream] = await watching(short, after);
    const [lasting, control] = await watching(cast.OPERATOR, after);
    const { code, at } = await closing(client);
    expect(code).toBe(4403);
    expect(at - (Math.floor(signed / 1_000) + 6) * 1_000).toBeLessThan(SOON_MS);
    await stream.ended;
    const before = stream.waiting.length;
    const { caseId } = await openCase(system, cast, enterpriseId);
    while ((await control.next()).caseChanged.case.id !== caseId);
    expect(stream.waiting.length).toBe(before);
    expect(await ask(system.url, short, RIGHTS)).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    for (const each of [client, lasting]) await each.dispose();
  });
});
