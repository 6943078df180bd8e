import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { castOf, type Cast, type Member } from '../access/cast.ts';
import { openCase } from '../access/scene.ts';
import { socket, subscribe, type GraphQLErrorAnswer, type Stream } from '../testkit/client.ts';
import { copyDatabases, databasesIn } from '../testkit/databases.ts';
import { RawSocket } from '../testkit/raw-socket.ts';
import { startEmbedded, type SystemAddress } from '../testkit/system.ts';
import { onSystems } from '../testkit/systems.ts';
import { within } from '../testkit/within.ts';
import { TICKETS, anEnterprise, now, type TicketPush } from './push.ts';

const HOUSING = 'DEPT-HOUSING';
const URBAN = 'DEPT-URBAN_MANAGEMENT';
const idsOf = (pushes: readonly TicketPush[]): string[] =>
  pushes.map(({ ticketChanged }) => ticketChanged.ticket.id);

function watch(
  url: string,
  bearer: string | undefined,
  after: string | undefined,
  open: Client[],
): Stream<TicketPush> {
  const client = socket(url, bearer);
  open.push(client);
  return subscribe<TicketPush>(client, TICKETS, { after });
}

async function take(stream: Stream<TicketPush>, count: number): Promise<TicketPush[]> {
  const taken: TicketPush[] = [];
  while (taken.length < count)
    taken.push(await within(120_000, `push ${taken.length + 1} of ${count}`, stream.next()));
  return taken;
}

/** The server's refusal of a cursor. */
async function refusal(
  url: string,
  bearer: string | undefined,
  after: string,
  open: Client[],
): Promise<GraphQLErrorAnswer> {
  const ended = await within(120_000, 'the cursor is refused', watch(url, bearer, after, open).ended);
  const [error] = ended as GraphQLErrorAnswer[];
  if (!error) throw new Error(`The subscription ended with ${String(ended)}`);
  return error;
}

onSystems()('tickets that are pushed, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let enterprise: string;
  const open: Client[] = [];
  beforeAll(async () => {
    cast = await castOf(system);
    enterprise = await anEnterprise(system, cast);
  });
  afterEach(async () => void (await Promise.all(open.splice(0).map(async (client) => client.dispose()))));

  const of = (member: Member, after?: string): Stream<TicketPush> =>
    watch(system.url, cast[member], after, open);
  const dispatch = async (count: number, to = HOUSING): Promise<string[]> => {
    const acknowledged: string[] = [];
    for (let made = 0; made < count; made += 1)
      acknowledged.push((await openCase(system, cast, enterprise, to)).ticketId);
    return acknowledged;
  };

  test('arrive with fields of four subgraphs, and another department receives its own alone', async () => {
    const after = await now(system, cast);
    const [housing, urban] = [of('DEPARTMENT_STAFF', after), of('OTHER_DEPARTMENT', after)];
    const [first] = await dispatch(1);
    const [{ ticketChanged: push }] = (await take(housing, 1)) as [TicketPush];
    expect(push).toMatchObject({ kind: 'ASSIGNED', ticket: { id: first, assignee: { code: HOUSING } } });
    expect(push.ticket.assignee.score.points).toMatch(/^-?\d+\.\d\d$/);
    expect(push.ticket.case.enterprise.name).not.toBe('');
    expect(push.ticket.case.grid.responsibleOrganization?.name).toMatch(/\p{Script=Han}/u);
    const [second] = await dispatch(1, URBAN);
    expect(idsOf(await take(urban, 1))).toEqual([second]);
  });

  test('are replayed after a cursor, in order, without a gap or a repeat, and live ones follow', async () => {
    const after = await now(system, cast);
    const acknowledged = await dispatch(3);
    const first = await take(of('DEPARTMENT_STAFF', after), 3);
    expect(idsOf(first)).toEqual(acknowledged);
    // Away while two more come, and back after the second that was seen.
    acknowledged.push(...(await dispatch(2)));
    const again = of('DEPARTMENT_STAFF', first[1]?.ticketChanged.cursor);
    acknowledged.push(...(await dispatch(1)));
    const rest = await take(again, 4);
    expect(idsOf(rest)).toEqual(acknowledged.slice(2));
    expect(rest[0]?.ticketChanged.eventId).toBe(first[2]?.ticketChanged.eventId);
    expect(again.waiting).toEqual([]);
  });

  test.each([
    ['TAMPERED', 'altered', (cursor: string) => flipped(cursor)],
    ['TAMPERED', 'that is no cursor', () => 'yesterday'],
    ['FOREIGN', 'of another log', (cursor: string) => renamed(cursor)],
  ])('refuse, as %s, a cursor %s, and return the cursor for a new start', async (reason, _what, change) => {
    const { extensions } = await refusal(
      system.url,
      cast.DEPARTMENT_STAFF,
      change(await now(system, cast)),
      open,
    );
    expect(extensions).toMatchObject({ code: 'CURSOR_INVALID', details: { reason } });
    const restarted = of('DEPARTMENT_STAFF', extensions.details?.['restartFrom'] as string);
    const acknowledged = await dispatch(1);
    expect(idsOf(await take(restarted, 1))).toEqual(acknowledged);
  });

  test('go on when another operation of the socket cannot be read', async () => {
    const raw = await RawSocket.ready(system.url, { authorization: `Bearer ${cast.DEPARTMENT_STAFF}` });
    raw.subscribe('tickets', TICKETS, { after: await now(system, cast) });
    raw.subscribe('broken', 'subscription { ticketChanged { ');
    expect(await raw.next()).toMatchObject({
      id: 'broken',
      type: 'error',
      payload: [{ extensions: { code: 'OPERATION_INVALID' } }],
    });
    const [ticket] = await dispatch(1);
    expect(await raw.next()).toMatchObject({
      id: 'tickets',
      payload: { data: { ticketChanged: { ticket: { id: ticket } } } },
    });
    raw.close();
  });
});

/** One bit of the proof is another. */
function flipped(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  return Buffer.from(`${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`).toString('base64url');
}

function renamed(cursor: string): string {
  const [, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  return Buffer.from(['enterprises', ...rest].join('.')).toString('base64url');
}

describe('a log that was restored from an earlier copy', () => {
  test('refuses a cursor of the future, and returns the cursor for a new start', async () => {
    const open: Client[] = [];
    const [dataDirectory, copy] = [
      mkdtempSync(join(tmpdir(), 'ecogrid-log-')),
      mkdtempSync(join(tmpdir(), 'ecogrid-copy-')),
    ];
    let system = await startEmbedded({ dataDirectory });
    const cast = await castOf(system);
    await copyDatabases(dataDirectory, copy);
    await openCase(system, cast, await anEnterprise(system, cast), HOUSING);
    const future = await now(system, cast);
    await system.stop();
    for (const name of databasesIn(dataDirectory)) rmSync(join(dataDirectory, name));
    cpSync(copy, dataDirectory, { recursive: true });
    system = await startEmbedded({ dataDirectory });
    const { extensions } = await refusal(system.url, cast.DEPARTMENT_STAFF, future, open);
    expect(extensions).toMatchObject({ code: 'CURSOR_INVALID', details: { reason: 'FUTURE' } });
    const restarted = watch(
      system.url,
      cast.DEPARTMENT_STAFF,
      extensions.details?.['restartFrom'] as string,
      open,
    );
    const { ticketId } = await openCase(system, cast, await anEnterprise(system, cast), HOUSING);
    expect(idsOf(await take(restarted, 1))).toEqual([ticketId]);
    await Promise.all(open.map(async (client) => client.dispose()));
    await system.stop();
    for (const folder of [dataDirectory, copy]) rmSync(folder, { recursive: true });
  });
});
