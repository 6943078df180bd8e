import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { demand, socket, subscribe, type Stream } from '../testkit/client.ts';
import { mutationOf } from '../testkit/mutation.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { onSystems } from '../testkit/systems.ts';
import { castOf, type Cast, type Member } from './cast.ts';
import { enterpriseOf, exceed, openCase } from './scene.ts';

interface TicketPush {
  readonly ticketChanged: {
    readonly ticket: { readonly id: string; readonly case: { readonly id: string } };
  };
}
interface CasePush {
  readonly caseChanged: { readonly action: string; readonly case: { readonly id: string } };
}
interface ExceedancePush {
  readonly exceedanceRaised: { readonly cursor: string; readonly exceedance: { readonly id: string } };
}

interface ExtensionPush {
  readonly extensionDecided: {
    readonly decision: string;
    readonly dueAt: string;
    readonly ticket: { readonly id: string; readonly dueAt: string };
  };
}

const TICKETS =
  'subscription ($after: String) { ticketChanged(after: $after) { ticket { id case { id } } } }';
const CASES = 'subscription ($after: String) { caseChanged(after: $after) { action case { id } } }';
interface EpisodePush {
  readonly episodeChanged: {
    readonly action: string;
    readonly from: string | null;
    readonly to: string;
    readonly episode: { readonly id: string };
  };
}

const EPISODES =
  'subscription ($after: String, $gridCode: String, $objectId: ID) { episodeChanged(after: $after, gridCode: $gridCode, objectId: $objectId) { action from to actor { id } episode { id } } }';
const EXCEEDANCES =
  'subscription ($after: String) { exceedanceRaised(after: $after) { cursor action from to actor { id } exceedance { id } } }';
const EXTENSIONS =
  'subscription ($after: String) { extensionDecided(after: $after) { decision dueAt ticket { id dueAt case { id } } } }';
const PUSHED_WITHIN_MS = 1_000;

/**
 * Each test lets two things happen, the first for one side and the second for the other. That the second is the first
 * that comes shows that the stream is alive and that the one of others was never sent.
 */
onSystems()('a push goes to those who may see its row, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let own: string;
  let other: string;
  const open: Client[] = [];
  beforeAll(async () => {
    cast = await castOf(system);
    [own, other] = await Promise.all([
      enterpriseOf(system, cast.ENTERPRISE_USER),
      enterpriseOf(system, cast.OTHER_ENTERPRISE),
    ]);
  });
  afterEach(async () => {
    for (const client of open.splice(0)) await client.dispose();
  });

  function watch<Data>(member: Member, query: string, after?: string, filter: object = {}): Stream<Data> {
    const client = socket(system.url, cast[member]);
    open.push(client);
    return subscribe<Data>(client, query, { after, ...filter });
  }

  const now = async (): Promise<string> =>
    (await demand<{ changeCursor: string }>(system.url, cast.OPERATOR, '{ changeCursor }')).changeCursor;

  test('a ticket to its department, and nothing of it to another', async () => {
    const after = await now();
    const housing = watch<TicketPush>('DEPARTMENT_STAFF', TICKETS, after);
    const urban = watch<TicketPush>('OTHER_DEPARTMENT', TICKETS, after);
    const first = await openCase(system, cast, own, 'DEPT-HOUSING');
    expect((await housing.next()).ticketChanged.ticket).toEqual({
      id: first.ticketId,
      case: { id: first.caseId },
    });
    const second = await openCase(system, cast, own, 'DEPT-URBAN_MANAGEMENT');
    expect((await urban.next()).ticketChanged.ticket).toEqual({
      id: second.ticketId,
      case: { id: second.caseId },
    });
    expect(urban.waiting).toEqual([]);
    expect(housing.waiting).toEqual([]);
  });

  test('a case to its territory, its departments and its enterprise, and nothing of it to the others', async () => {
    const after = await now();
    const near: readonly Member[] = [
      'OPERATOR',
      'GRID_HEAD',
      'GRID_MEMBER',
      'STREET_STAFF',
      'ENTERPRISE_USER',
    ];
    const far: readonly Member[] = [
      'OTHER_HEAD',
      'OTHER_STREET_STAFF',
      'OTHER_ENTERPRISE',
      'OTHER_DEPARTMENT',
    ];
    const nearby = near.map((member) => watch<CasePush>(member, CASES, after));
    const farAway = far.map((member) => watch<CasePush>(member, CASES, after));
    const first = await openCase(system, cast, own, 'DEPT-HOUSING');
    for (const stream of nearby) expect((await stream.next()).caseChanged.case.id).toBe(first.caseId);
    const second = await openCase(system, cast, other, 'DEPT-URBAN_MANAGEMENT');
    for (const stream of farAway) {
      expect((await stream.next()).caseChanged.case.id).toBe(second.caseId);
      expect(JSON.stringify(stream.waiting)).not.toContain(first.caseId);
    }
  });

  test('a department learns of a case once it has a part in it, not before', async () => {
    const after = await now();
    const housing = watch<CasePush>('DEPARTMENT_STAFF', CASES, after);
    const { caseId } = await openCase(system, cast, own, 'DEPT-HOUSING');
    expect((await housing.next()).caseChanged).toEqual({ action: 'DISPATCH', case: { id: caseId } });
  });

  test('a decision about an extension to the department and the street that it concerns, and to no other', async () => {
    const after = await now();
    const [asker, head] = (['DEPARTMENT_STAFF', 'GRID_HEAD'] as const).map((member) =>
      watch<ExtensionPush>(member, EXTENSIONS, after),
    );
    const [urban, elsewhere] = (['OTHER_DEPARTMENT', 'OTHER_HEAD'] as const).map((member) =>
      watch<ExtensionPush>(member, EXTENSIONS, after),
    );
    const first = await openCase(system, cast, own, 'DEPT-HOUSING');
    await extend('DEPARTMENT_STAFF', first.ticketId);
    const push = (await asker?.next())?.extensionDecided;
    expect(push).toMatchObject({ decision: 'APPROVED', ticket: { id: first.ticketId, dueAt: push?.dueAt } });
    expect((await head?.next())?.extensionDecided.ticket.id).toBe(first.ticketId);
    const second = await openCase(system, cast, other, 'DEPT-URBAN_MANAGEMENT');
    await extend('OTHER_DEPARTMENT', second.ticketId);
    for (const stream of [urban, elsewhere])
      expect((await stream?.next())?.extensionDecided.ticket.id).toBe(second.ticketId);
  });

  /** Asked by the department, approved by the desk. */
  async function extend(member: Member, ticketId: string): Promise<void> {
    const act = async (
      token: string | undefined,
      name: string,
      version: number,
      more = {},
    ): Promise<void> => {
      const input = { idempotencyKey: randomUUID(), ticketId, version, ...more };
      await demand(system.url, token, mutationOf(name, 'id'), { input });
    };
    await act(cast[member], 'acknowledgeTicket', 1);
    await act(cast[member], 'requestExtension', 2, { extendByWorkMinutes: 60, reason: '需要时间' });
    await act(cast.OPERATOR, 'decideTicketRequest', 3, { decision: 'APPROVED' });
  }

  test('an exceedance to its own enterprise, and nothing of it to another or to the public', async () => {
    const after = await cursorOfExceedances();
    const user = watch<ExceedancePush>('ENTERPRISE_USER', EXCEEDANCES, after);
    const stranger = watch<ExceedancePush>('OTHER_ENTERPRISE', EXCEEDANCES, after);
    const head = watch<ExceedancePush>('OTHER_HEAD', EXCEEDANCES, after);
    const unauthorized = watch<ExceedancePush>('PUBLIC', EXCEEDANCES, after);
    const first = await exceed(system, cast, cast.ENTERPRISE_USER);
    await until(user, first.exceedanceId);
    const second = await exceed(system, cast, cast.OTHER_ENTERPRISE);
    for (const stream of [stranger, head]) {
      expect((await stream.next()).exceedanceRaised.exceedance.id).toBe(second.exceedanceId);
    }
    expect(unauthorized.waiting).toEqual([]);
  });

  test('an episode to its own enterprise, and nothing of it to another or to the public', async () => {
    const after = await cursorOfExceedances();
    const user = watch<EpisodePush>('ENTERPRISE_USER', EPISODES, after);
    const stranger = watch<EpisodePush>('OTHER_ENTERPRISE', EPISODES, after);
    const head = watch<EpisodePush>('OTHER_HEAD', EPISODES, after);
    const unauthorized = watch<EpisodePush>('PUBLIC', EPISODES, after);
    const first = await exceed(system, cast, cast.ENTERPRISE_USER);
    // The exceedance of the cursor may have opened it.
    let push = (await user.next()).episodeChanged;
    if (push.action === 'OPENED') push = (await user.next()).episodeChanged;
    expect(push).toMatchObject({
      action: 'GREW',
      from: 'OPEN',
      to: 'OPEN',
      actor: null,
      episode: { id: first.episodeId },
    });
    const second = await exceed(system, cast, cast.OTHER_ENTERPRISE);
    for (const stream of [stranger, head])
      expect(await episodesUntil(stream, second.episodeId)).not.toContain(first.episodeId);
    expect(unauthorized.waiting).toEqual([]);
    const { enterprise } = second.device.monitorPoint.outlet;
    for (const filter of [{ objectId: enterprise.id }, { gridCode: enterprise.grid.code }]) {
      const filtered = watch<EpisodePush>('OPERATOR', EPISODES, after, filter);
      const ids = await episodesUntil(filtered, second.episodeId);
      expect([filter, ids]).not.toEqual([filter, expect.arrayContaining([first.episodeId])]);
    }
  });

  async function until(stream: Stream<ExceedancePush>, id: string): Promise<void> {
    while ((await stream.next()).exceedanceRaised.exceedance.id !== id);
  }

  /** The episodes that are pushed until the one that is named: the growth of an earlier one may come first. */
  async function episodesUntil(stream: Stream<EpisodePush>, id: string): Promise<string[]> {
    const ids: string[] = [];
    while (ids.at(-1) !== id) ids.push((await stream.next()).episodeChanged.episode.id);
    return ids;
  }

  /** No query gives a cursor of exceedances: the own enterprise raises them until the desk is pushed one. */
  async function cursorOfExceedances(): Promise<string> {
    const desk = watch<ExceedancePush>('OPERATOR', EXCEEDANCES);
    const pushed = desk.next();
    for (;;) {
      await exceed(system, cast, cast.ENTERPRISE_USER);
      const timeout = new Promise<undefined>((resolve) =>
        setTimeout(() => resolve(undefined), PUSHED_WITHIN_MS).unref(),
      );
      const push = await Promise.race([pushed, timeout]);
      if (push) return push.exceedanceRaised.cursor;
    }
  }
});
