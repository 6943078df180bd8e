import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { castOf, type Cast, type Member } from '../access/cast.ts';
import { exceed, openCase } from '../access/scene.ts';
import { bearer } from '../access/badges.ts';
import { ask, demand } from '../testkit/client.ts';
import { mutationOf } from '../testkit/mutation.ts';
import { RawSocket, type ProtocolMessage } from '../testkit/raw-socket.ts';
import { startEmbedded, type RunningSystem } from '../testkit/system.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { TICKETS, anEnterprise, now } from './push.ts';
import { halvesOf, personalFields, schemaOf, wholeSelection } from './whole-selection.ts';

const HOUSING = 'DEPT-HOUSING';
const NO_EVENT_WITHIN_MS = 120_000;

/** A separate system, so that only its subscriptions are counted. */
describe('an audience', () => {
  let system: RunningSystem;
  let cast: Cast;
  let enterprise: string;
  const open: RawSocket[] = [];
  beforeAll(async () => {
    system = await startEmbedded();
    cast = await castOf(system);
    enterprise = await anEnterprise(system, cast);
  });
  afterEach(async () => {
    open.splice(0).forEach((socket) => socket.close());
    await upstreams(0);
  });
  afterAll(() => system.stop());

  async function connect(token: string | undefined): Promise<RawSocket> {
    const raw = await RawSocket.ready(system.url, token ? { authorization: `Bearer ${token}` } : {});
    open.push(raw);
    return raw;
  }

  async function metric(name: string): Promise<number> {
    const page = await (await fetch(system.url.replace('/graphql', '/metrics'))).text();
    return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(page)?.[1]);
  }

  const upstreams = (count: number): Promise<number> =>
    eventually(
      () => metric('ecogrid_gateway_upstreams'),
      (found) => found === count,
      NO_EVENT_WITHIN_MS,
    );
  const ticketOf = ({ payload }: ProtocolMessage): string =>
    (payload as { data: { ticketChanged: { ticket: { id: string } } } }).data.ticketChanged.ticket.id;

  async function colleagues(): Promise<string[]> {
    const query =
      '{ people(role: DEPARTMENT_STAFF, first: 50) { edges { node { id organization { code } } } } }';
    type Page = { people: { edges: Array<{ node: { id: string; organization: { code: string } } }> } };
    const { people } = await demand<Page>(system.url, cast.OPERATOR, query);
    const subjects = people.edges
      .filter(({ node }) => node.organization.code === HOUSING)
      .map(({ node }) => node.id);
    return Promise.all(subjects.map((subject) => bearer(system, { subject })));
  }

  test('of colleagues with one operation has one upstream; the last client to leave closes it without an event', async () => {
    const tokens = await colleagues();
    expect(tokens.length).toBeGreaterThan(1);
    const clients = await Promise.all(
      Array.from({ length: 30 }, (_, index) => connect(tokens[index % tokens.length])),
    );
    clients.forEach((client, index) => client.subscribe(`mine-${index}`, TICKETS));
    await eventually(
      () => metric('ecogrid_gateway_subscriptions'),
      (count) => count === 30,
      120_000,
    );
    await upstreams(1);
    const first = await openCase(system, cast, enterprise, HOUSING);
    for (const client of clients) expect(ticketOf(await client.next())).toBe(first.ticketId);
    // The first has opened it; it goes, by its socket, and others by a complete.
    clients[0]?.close();
    for (const index of [1, 2, 3]) clients[index]?.send({ id: `mine-${index}`, type: 'complete' });
    await eventually(
      () => metric('ecogrid_gateway_subscriptions'),
      (count) => count === 26,
      120_000,
    );
    const second = await openCase(system, cast, enterprise, HOUSING);
    for (const client of clients.slice(4)) expect(ticketOf(await client.next())).toBe(second.ticketId);
    expect(
      clients.slice(0, 4).map(({ received }) => received.filter(({ type }) => type === 'next').length),
    ).toEqual([1, 1, 1, 1]);
    clients.slice(4).forEach((client, index) => client.send({ id: `mine-${index + 4}`, type: 'complete' }));
    await upstreams(0);
  });

  test('is another one for other rights and for another operation', async () => {
    const [one, other] = [await connect(cast.DEPARTMENT_STAFF), await connect(cast.OTHER_DEPARTMENT)];
    for (const client of [one, other]) client.subscribe('1', TICKETS);
    await upstreams(2);
    one.subscribe('2', TICKETS.replace('cursor ', ''));
    await upstreams(3);
    one.subscribe('3', TICKETS.replaceAll('\n', ' '));
    one.send({ type: 'ping' });
    await one.next(({ type }) => type === 'pong');
    await upstreams(3);
  });

  test('is joined by a client that has caught up: the stream of the replay is closed', async () => {
    const after = await now(system, cast);
    const [one, late] = [await connect(cast.DEPARTMENT_STAFF), await connect(cast.DEPARTMENT_STAFF)];
    one.subscribe('1', TICKETS);
    await upstreams(1);
    const { ticketId } = await openCase(system, cast, enterprise, HOUSING);
    expect(ticketOf(await one.next())).toBe(ticketId);
    late.subscribe('2', TICKETS, { after });
    expect(ticketOf(await late.next())).toBe(ticketId);
    await upstreams(1);
    const next = await openCase(system, cast, enterprise, HOUSING);
    for (const client of [one, late]) expect(ticketOf(await client.next())).toBe(next.ticketId);
  });

  test('has no member whose selection depends on the person: those run by themselves, and are answered', async () => {
    const personal =
      'subscription ($after: String) { caseChanged(after: $after) { case { availableActions } } }';
    const after = await now(system, cast);
    const [one, other] = [await connect(cast.OPERATOR), await connect(cast.OPERATOR)];
    for (const client of [one, other]) client.subscribe('1', personal, { after });
    await upstreams(2);
    await openCase(system, cast, enterprise, HOUSING);
    for (const client of [one, other]) {
      const { payload } = await client.next();
      expect(payload).toMatchObject({
        data: { caseChanged: { case: { availableActions: expect.any(Array) } } },
      });
    }
  });

  const WATCHERS: readonly Member[] = [
    ...(['OPERATOR', 'SHIFT_LEADER', 'GRID_HEAD', 'GRID_MEMBER', 'STREET_STAFF'] as const),
    ...(['DEPARTMENT_STAFF', 'ENTERPRISE_USER', 'POST_SUPERVISION', 'SUPERVISOR', 'CITY'] as const),
  ];
  const PUSHES = [`ticketChanged(organizationCode: "${HOUSING}")`, 'caseChanged', 'exceedanceRaised'];

  /** Asks that a case be void and its ticket be taken back, and leaves both undecided: the right to decide depends on the requester. */
  async function request(caseId: string): Promise<void> {
    type Found = { case: { version: number; leadTicket: { id: string; version: number } } };
    const query = `{ case(id: "${caseId}") { version leadTicket { id version } } }`;
    const { case: found } = await demand<Found>(system.url, cast.OPERATOR, query);
    const { id: ticketId, version } = found.leadTicket;
    const asked = (about: object): Record<string, unknown> => ({
      input: { idempotencyKey: randomUUID(), reason: '不归我单位管辖', ...about },
    });
    const voiding = mutationOf('requestVoid', 'id');
    await demand(system.url, cast.OPERATOR, voiding, asked({ caseId, version: found.version }));
    const returning = mutationOf('requestReturn', 'id');
    await demand(system.url, cast.DEPARTMENT_STAFF, returning, asked({ ticketId, version }));
  }

  /** Subscriptions of a size that the gateway admits, which together have the selection of the given one. */
  async function bearable(subscription: string): Promise<string[]> {
    const { errors = [] } = await ask(system.url, undefined, subscription);
    if (errors.every(({ extensions }) => extensions.code !== 'OPERATION_TOO_LARGE')) return [subscription];
    const parts: string[] = [];
    for (const half of halvesOf(subscription)) parts.push(...(await bearable(half)));
    return parts;
  }

  /** Every field of every push, by an id of the subscription that selects it. */
  async function everyPush(): Promise<ReadonlyArray<readonly [id: string, subscription: string]>> {
    const [schema, personal] = [await schemaOf(system.url), personalFields()];
    expect(personal.size).toBeGreaterThan(0);
    const found: Array<readonly [string, string]> = [];
    for (const push of PUSHES)
      (await bearable(wholeSelection(schema, push, personal))).forEach((subscription, part) =>
        found.push([`${push.split('(')[0]} ${part}`, subscription]),
      );
    return found;
  }

  async function enterpriseWithDevice(): Promise<string> {
    type Devices = {
      devices: { edges: [{ node: { monitorPoint: { outlet: { enterprise: { id: string } } } } }] };
    };
    const query =
      '{ devices(first: 1) { edges { node { monitorPoint { outlet { enterprise { id } } } } } } }';
    const { devices } = await demand<Devices>(system.url, cast.ENTERPRISE_USER, query);
    return devices.edges[0].node.monitorPoint.outlet.enterprise.id;
  }

  const pushed = (): ProtocolMessage[] =>
    open.flatMap(({ received }) => received.filter(({ type }) => type === 'next'));

  test('is independent of its members: each field that depends on the person is marked, in every push', async () => {
    const subscriptions = await everyPush();
    const { caseId } = await openCase(system, cast, await enterpriseWithDevice(), HOUSING);
    for (const member of WATCHERS) {
      const client = await connect(cast[member]);
      for (const [id, subscription] of subscriptions) client.subscribe(`${member} ${id}`, subscription);
      client.send({ type: 'ping' });
      await client.next(({ type }) => type === 'pong');
    }
    await request(caseId);
    await exceed(system, cast, cast.ENTERPRISE_USER);
    const expected = [
      ['OPERATOR', 'ticketChanged'],
      ['SHIFT_LEADER', 'caseChanged'],
      ['GRID_MEMBER', 'caseChanged'],
      ['DEPARTMENT_STAFF', 'ticketChanged'],
      ['ENTERPRISE_USER', 'exceedanceRaised'],
    ].flatMap(([member, push]) =>
      subscriptions.filter(([id]) => id.startsWith(`${push} `)).map(([id]) => `${member} ${id}`),
    );
    const missing = (): string[] => {
      const ids = new Set(pushed().map(({ id }) => id));
      return expected.filter((id) => !ids.has(id));
    };
    await eventually(missing, ({ length }) => length === 0, 120_000);
    const answers = pushed();
    const faults = answers.flatMap(({ id, payload }) => {
      const { errors = [] } = payload as {
        errors?: Array<{ path: unknown[]; extensions: { code: string } }>;
      };
      return errors
        .filter(({ extensions }) => extensions.code === 'INTERNAL_ERROR')
        .map(({ path }) => `${id}: ${path.filter((step) => typeof step === 'string').join('.')}`);
    });
    expect([...new Set(faults)]).toEqual([]);
    expect(JSON.stringify(answers)).toContain('"members"');
  }, 240_000);
});
