import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demand, socket, subscribe, token, type Stream } from '../testkit/client.ts';
import { startRemote, type RemoteSystem, type RunningGateway } from '../testkit/system.ts';
import { schemasFor } from '../testkit/systems.setup.ts';
import { graph, type TicketPush } from './main-job.ts';
import { LEAD, playMainJob } from './play.ts';

const server = process.env['ECOGRID_TEST_MARIADB'];
const hasNats = process.env['ECOGRID_TEST_NATS'] !== undefined;

/** Two gateways, four subgraphs, MariaDB and NATS, each a process of its own. */
(hasNats ? describe : describe.skip)('the main job with two gateways', () => {
  let system: RemoteSystem;
  let other: RunningGateway;

  beforeAll(async () => {
    system = await startRemote(server ? { databaseUrl: await schemasFor(server) } : {});
    other = await system.openGateway();
  }, 300_000);
  afterAll(() => system.stop());

  const office = (): Promise<string> => token(system.dataDirectory, { role: 'DEPARTMENT_STAFF', org: LEAD });
  const cursorOfNow = async (): Promise<string> => {
    const bearer = await token(system.dataDirectory, { role: 'OPERATOR', person: 'P0002' });
    return (await demand<{ changeCursor: string }>(system.url, bearer, graph.NOW)).changeCursor;
  };
  const follow = async (url: string, after: string) => {
    const client = socket(url, await office());
    const tickets = subscribe<TicketPush>(client, graph.TICKET_CHANGED, { after });
    return { client, tickets };
  };
  /** Assigned, acknowledged and answered: the pushes of the job to the department. */
  const KINDS = ['ASSIGNED', 'CHANGED', 'CHANGED'];
  const take = async (
    tickets: Stream<TicketPush>,
    count: number,
  ): Promise<Array<TicketPush['ticketChanged']>> => {
    const received = [];
    while (received.length < count) received.push((await tickets.next()).ticketChanged);
    return received;
  };

  test('is played through the one, and a subscriber on the other sees all of it', async () => {
    const after = await cursorOfNow();
    const { client, tickets } = await follow(other.url, after);
    const { push, closed } = await playMainJob(system);
    expect(closed.state).toBe('CLOSED');
    const received = await take(tickets, KINDS.length);
    expect(received.map(({ kind }) => kind)).toEqual(KINDS);
    expect(received[0]).toMatchObject({ eventId: push.eventId, cursor: push.cursor });
    expect(new Set(received.map(({ ticket }) => ticket.id))).toEqual(new Set([push.ticket.id]));
    expect(new Set(received.map(({ eventId }) => eventId)).size).toBe(KINDS.length);
    await client.dispose();
  }, 300_000);

  test('goes on for a subscriber whose gateway is killed, at the other by its cursor', async () => {
    const doomed = await system.openGateway();
    const after = await cursorOfNow();
    const { tickets, client } = await follow(doomed.url, after);
    const playing = playMainJob(system);
    const [assigned] = await take(tickets, 1);
    await doomed.program.end('SIGKILL');
    await tickets.ended;
    await client.dispose();
    const resumed = await follow(system.url, assigned?.cursor ?? '');
    await playing;
    const rest = await take(resumed.tickets, KINDS.length - 1);
    const { client: witness, tickets: all } = await follow(other.url, after);
    const ids = (some: ReadonlyArray<TicketPush['ticketChanged'] | undefined>): unknown =>
      some.map((each) => each?.eventId);
    expect(ids([assigned, ...rest])).toEqual(ids(await take(all, KINDS.length)));
    await Promise.all([resumed.client.dispose(), witness.dispose()]);
  }, 300_000);
});
