import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair } from 'jose';
import { Database } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { openEventStream, type LoggedEvent } from '@ecogrid/events';
import { ActorSigner, PUBLIC_ACTOR, rightOf, type Actor, type Right } from '@ecogrid/identity';
import { people } from '@ecogrid/seed-district';
import { Metrics, silentLogger } from '@ecogrid/service';
import type { RunningSubgraph } from '@ecogrid/subgraph';
import { GRIDS_MODEL } from './features.ts';
import { startGrids } from './start.ts';

interface Appointed {
  readonly appoint: { readonly appointment: { readonly id: string; readonly effectiveFrom: string } };
}

const idOf = (number: string): string => people.find((person) => person.number === number)?.id ?? '';
const at = (moment: string): { now: () => Date } => ({ now: () => new Date(moment) });
const leader: Actor = {
  ...PUBLIC_ACTOR,
  kind: 'PERSON',
  id: idOf('P0001'),
  rights: [rightOf('OPERATOR', { grid: '370871' }), rightOf('SHIFT_LEADER', { grid: '370871' })],
};

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'the grids subgraph on %s',
  (_name, engine) => {
    let running: RunningSubgraph;
    let url: string;
    let signer: ActorSigner;
    const start = async (): Promise<void> => {
      const { privateKey, publicKey } = await generateKeyPair('EdDSA');
      signer = new ActorSigner(privateKey);
      url = await engine.freshUrl();
      const clock = at('2026-03-01T16:30:00.000Z');
      running = await startGrids({
        databaseUrl: url,
        gatewayKey: publicKey,
        clock,
        logger: silentLogger,
        metrics: new Metrics(),
        seed: true,
        importFiles: {
          directory: mkdtempSync(join(tmpdir(), 'ecogrid-imports-')),
          secret: 'a secret of the tests alone',
        },
      });
    };
    afterEach(() => running.close());
    const ask = async (
      actor: Actor,
      query: string,
      variables = {},
    ): Promise<{ data?: Record<string, unknown> | null | undefined; errors?: unknown }> => {
      const token = await signer.sign(actor, 'grids');
      return running.subgraph.execute({ query, variables, actorToken: () => token, requestId: 'test' });
    };
    const appoint = (input: object, actor = leader): ReturnType<typeof ask> =>
      ask(
        actor,
        'mutation ($input: AppointInput!) { appoint(input: $input) { appointment { id version effectiveFrom } } }',
        {
          input: { personNumber: 'P0100', role: 'ASSESSOR', idempotencyKey: 'key-0001', ...input },
        },
      );
    const codes = (answer: { errors?: unknown }): unknown[] =>
      ((answer.errors ?? []) as Array<{ extensions: { code: string } }>).map(
        ({ extensions }) => extensions.code,
      );
    const resolve = (number: string): Promise<Actor | null> | undefined =>
      running.directory?.resolve({ kind: 'PERSON', subject: idOf(number), expiresAt: 0, claims: {} });

    const rolesOf = async (number: string): Promise<unknown> =>
      (await resolve(number))?.rights.map(({ role }) => role);

    test('finds grids and organizations by code or by id, and asks for one of both', async () => {
      await start();
      for (const [field, code] of [
        ['grid', '370871001'],
        ['organization', 'DEPT-WATER'],
      ] as const) {
        const found = (by: string): ReturnType<typeof ask> =>
          ask(leader, `{ found: ${field}${by} { id code } }`);
        const { data } = await found(`(code: "${code}")`);
        const { id } = data?.['found'] as { id: string };
        expect((await found(`(id: "${id.toUpperCase()}")`)).data).toEqual({ found: { id, code } });
        expect(codes(await found(''))).toEqual(['INPUT_INVALID']);
        expect(codes(await found(`(code: "${code}", id: "${id}")`))).toEqual(['INPUT_INVALID']);
      }
    });

    test('shows no more rights of an actor than the description says', async () => {
      await start();
      const rights = Array.from({ length: 201 }, (_, index) =>
        rightOf('ENTERPRISE_USER', { enterprise: `9137${index}` }),
      );
      const answer = await ask({ ...leader, rights }, '{ me { rights { enterpriseCode } } }');
      expect(answer).toMatchObject({ data: { me: { rights: rights.slice(0, 200).map(() => ({})) } } });
    });

    test('shows the holders of roles in a grid on the day, and only holders of a named role', async () => {
      await start();
      const members = async (role = ''): Promise<unknown[]> => {
        const { data } = await ask(leader, `{ grid(code: "370871002001001") { members${role} { number } } }`);
        return (data?.['grid'] as { members: unknown[] }).members;
      };
      const all = await members();
      const ofRole = await members('(role: GRID_MEMBER)');
      expect(ofRole.length).toBeGreaterThan(0);
      expect(all).toEqual(expect.arrayContaining(ofRole));
      expect(await members('(role: BI)')).toEqual([]);
    });

    test('finds the grids of a place on a map of GCJ-02, and shows their land and places in that system', async () => {
      await start();
      const gridsAt =
        'query ($at: GeoPositionInput!) { gridsAt(position: $at) { code geometry(coordinateSystem: GCJ02) } }';
      const [longitude, latitude] = [116.622405, 35.409751];
      const { data } = await ask(leader, gridsAt, { at: { longitude, latitude } });
      const [smallest] = data?.['gridsAt'] as Array<{
        code: string;
        geometry: { coordinates: number[][][] };
      }>;
      const [ring = []] = smallest?.geometry.coordinates ?? [];
      const middle = (axis: 0 | 1): number =>
        ring.slice(1).reduce((sum, corner) => sum + (corner[axis] ?? NaN), 0) / (ring.length - 1);
      const at = { longitude: middle(0), latitude: middle(1), coordinateSystem: 'GCJ02' };
      expect((await ask(leader, gridsAt, { at })).data).toMatchObject({
        gridsAt: [{ code: smallest?.code }, {}, {}],
      });
      const exchanged = await ask(leader, gridsAt, { at: { longitude: latitude, latitude: longitude } });
      expect(exchanged.errors).toMatchObject([{ extensions: { code: 'INPUT_INVALID' } }]);
    });

    test('has after its migration the schema that its entities describe', async () => {
      await start();
      const database = await Database.open({ url, ...GRIDS_MODEL });
      expect(await database.drift()).toEqual([]);
      await database.close();
    });

    test('answers no request that the gateway has not signed', async () => {
      await start();
      const asking = running.subgraph.execute({
        query: '{ _service { sdl } }',
        actorToken: () => undefined,
        requestId: 'test',
      });
      await expect(asking).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    });

    test('derives the rights of a person from the appointments of the day, in Shanghai', async () => {
      await start();
      expect(await resolve('P0001')).toMatchObject({
        rights: [
          rightOf('OPERATOR', { grid: '370871', organization: 'PLATFORM-370871' }),
          rightOf('SHIFT_LEADER', { grid: '370871', organization: 'PLATFORM-370871' }),
        ],
      });
      expect(await resolve('P0015')).toMatchObject({
        rights: [{ role: 'GRID_MEMBER', grid: '370871001001001' }],
      });
      expect(
        await running.directory?.resolve({ kind: 'PERSON', subject: 'absent', expiresAt: 0, claims: {} }),
      ).toBeNull();
      expect(
        await running.directory?.resolve({ kind: 'SERVICE', subject: 'bi', expiresAt: 0, claims: {} }),
      ).toMatchObject({ rights: [rightOf('BI')] });
    });

    test('appoints once for each key, announces it, and ends it at the version seen', async () => {
      await start();
      const first = await appoint({});
      const retry = await appoint({});
      expect(retry.data).toEqual(first.data);
      expect(codes(await appoint({ role: 'SUPERVISOR' }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
      const { id, effectiveFrom } = (first.data as unknown as Appointed).appoint.appointment;
      expect(effectiveFrom).toBe('2026-03-02');
      expect(await rolesOf('P0100')).toEqual(['ASSESSOR', 'STREET_STAFF', 'STREET_STAFF']);
      const end = (version: number, key: string): ReturnType<typeof ask> =>
        ask(
          leader,
          'mutation ($input: EndAppointmentInput!) { endAppointment(input: $input) { appointment { effectiveTo } } }',
          {
            input: { appointmentId: id, version, idempotencyKey: key },
          },
        );
      expect(codes(await end(2, 'key-0002'))).toEqual(['VERSION_STALE']);
      expect((await end(1, 'key-0003')).data).toEqual({
        endAppointment: { appointment: { effectiveTo: '2026-03-02' } },
      });
      expect(codes(await end(2, 'key-0004'))).toEqual(['GUARD_FAILED']);
      expect(await rolesOf('P0100')).toEqual(['STREET_STAFF', 'STREET_STAFF']);
      const changes = await openEventStream(running.log, {
        filter: { topics: ['AppointmentChanged'] },
        after: running.log.cursors.encode(0),
      });
      const versions: unknown[] = [];
      while (versions.length < 2) {
        const { payload, aggregateId } = (await changes.next()).value as LoggedEvent;
        if (aggregateId === id) versions.push(payload['version']);
      }
      await changes.return?.();
      expect(versions).toEqual([1, 2]);
    });

    test('moves a person who is appointed in another organization, and ends the earlier appointments', async () => {
      await start();
      expect((await resolve('P0100'))?.rights).toEqual([
        rightOf('STREET_STAFF', { grid: '370871002', organization: 'PLATFORM-370871002' }),
        rightOf('STREET_STAFF', { grid: '370871002', organization: 'STREET-370871002' }),
      ]);
      const there = { role: 'DEPARTMENT_STAFF', organizationCode: 'DEPT-HOUSING' };
      const moved = await appoint(there);
      expect(codes(moved)).toEqual([]);
      expect((await appoint(there)).data).toEqual(moved.data);
      const staff = [rightOf('DEPARTMENT_STAFF', { organization: 'DEPT-HOUSING' })];
      expect((await resolve('P0100'))?.rights).toEqual(staff);
      const nowhere = { organizationCode: 'NO-SUCH-ORGANIZATION', idempotencyKey: 'key-0009' };
      expect(codes(await appoint(nowhere))).toEqual(['NOT_FOUND']);
      expect((await resolve('P0100'))?.rights).toEqual(staff);
    });

    test('lets only a shift leader appoint, and names an unknown key', async () => {
      await start();
      expect(codes(await appoint({}, { ...leader, rights: [rightOf('OPERATOR')] }))).toEqual(['FORBIDDEN']);
      expect(codes(await appoint({ personNumber: 'P9999' }))).toEqual(['NOT_FOUND']);
      expect(codes(await appoint({ gridCode: '999999' }))).toEqual(['NOT_FOUND']);
      expect(codes(await appoint({ idempotencyKey: 'short' }))).toEqual(['INPUT_INVALID']);
    });

    test('shows people and their phones to those who have a reason only', async () => {
      await start();
      const see = async (...rights: Right[]): Promise<unknown> =>
        (await ask({ ...leader, rights }, '{ person(number: "P0015") { name phone } }')).data?.['person'];
      const [name, phone] = ['柏清和', '15400000015'];
      const [unit, street] = ['370871001001001', '370871001'];
      expect(await see(rightOf('OPERATOR'))).toEqual({ name, phone });
      expect(await see(rightOf('CITY'))).toEqual({ name, phone: null });
      for (const role of ['GRID_HEAD', 'STREET_STAFF'] as const) {
        expect(await see(rightOf(role, { grid: street }))).toEqual({ name, phone });
        expect(await see(rightOf(role, { grid: '370871002' }))).toBeNull();
      }
      expect(await see(rightOf('GRID_MEMBER', { grid: unit }))).toEqual({ name, phone: null });
      expect(await see(rightOf('GRID_MEMBER', { grid: '370871001002001' }))).toBeNull();
      // The telephone belongs to the street of the head, not to the grid of the member.
      const both = [rightOf('GRID_MEMBER', { grid: unit }), rightOf('GRID_HEAD', { grid: '370871002' })];
      expect(await see(...both)).toEqual({ name, phone: null });
      expect(await see(rightOf('DEPARTMENT_STAFF', { organization: 'DEPT-WATER' }))).toBeNull();
      for (const role of ['SUPERVISOR', 'ENTERPRISE_USER', 'BI'] as const)
        expect(await see(rightOf(role, { grid: street }))).toBeNull();
      expect(await see()).toBeNull();
    });

    test('finds people by a part of their name, among those that the actor may see', async () => {
      await start();
      const [wanted] = people;
      const query = 'query ($name: Text!) { people(first: 200, name: $name) { edges { node { name } } } }';
      const found = async (name: string, ...rights: Right[]): Promise<string[]> => {
        const { data } = await ask({ ...leader, rights }, query, { name });
        const { edges } = data?.['people'] as { edges: Array<{ node: { name: string } }> };
        return edges.map(({ node }) => node.name);
      };
      const part = wanted?.name.slice(0, 2) ?? '';
      const all = people.filter(({ name }) => name.includes(part)).map(({ name }) => name);
      expect((await found(part, rightOf('OPERATOR'))).sort()).toEqual(all.sort());
      expect(await found('%', rightOf('OPERATOR'))).toEqual([]);
      expect(await found(part, rightOf('BI'))).toEqual([]);
    });

    test('shows the same people in a list, among the members of a grid and as entities', async () => {
      await start();
      const QUERY = `query ($ids: [_Any!]!) {
        people(first: 200) { edges { node { id } } }
        grids(first: 100) { edges { node { members { id } } } }
        _entities(representations: $ids) { ... on Person { id } }
      }`;
      const ids = people.map(({ id }) => ({ __typename: 'Person', id }));
      interface Seen {
        people: { edges: Array<{ node: { id: string } }> };
        grids: { edges: Array<{ node: { members: Array<{ id: string }> } }> };
        _entities: Array<{ id: string } | null>;
      }
      const seenBy = async (...rights: Right[]): Promise<number> => {
        const { data, errors } = await ask({ ...leader, rights }, QUERY, { ids });
        expect(errors).toBeUndefined();
        const seen = data as unknown as Seen;
        const listed = seen.people.edges.map(({ node }) => node.id).sort();
        expect(seen._entities.flatMap((each) => each?.id ?? []).sort()).toEqual(listed);
        for (const { node } of seen.grids.edges)
          for (const { id } of node.members) expect(listed).toContain(id);
        return listed.length;
      };
      expect(await seenBy(rightOf('OPERATOR'))).toBe(people.length);
      // The head, five members, eleven supervisors and the staff of the street.
      expect(await seenBy(rightOf('GRID_HEAD', { grid: '370871001' }))).toBe(22);
      // The member and the supervisors of the unit grid.
      expect(await seenBy(rightOf('GRID_MEMBER', { grid: '370871001001001' }))).toBe(4);
      expect(await seenBy(rightOf('DEPARTMENT_STAFF', { organization: 'DEPT-WATER' }))).toBe(2);
      expect(await seenBy(rightOf('SUPERVISOR', { grid: '370871001' }), rightOf('BI'))).toBe(0);
    });

    test('gives each person a pseudonym, announces it and shows it to assessors alone', async () => {
      await start();
      const read = async (...rights: Right[]): Promise<Array<{ id: string; pseudonym: string | null }>> => {
        const query = '{ people(first: 200) { edges { node { id pseudonym } } } }';
        const { data } = await ask({ ...leader, rights }, query);
        const { edges } = data?.['people'] as {
          edges: Array<{ node: { id: string; pseudonym: string | null } }>;
        };
        return edges.map(({ node }) => ({ ...node }));
      };
      const shown = await read(rightOf('ASSESSOR'));
      const pseudonyms = new Set(shown.map(({ pseudonym }) => pseudonym));
      expect(pseudonyms.size).toBe(people.length);
      for (const pseudonym of pseudonyms) expect(pseudonym).toMatch(/^[\da-f]{32}$/);
      const others = [
        ...(['OPERATOR', 'SHIFT_LEADER', 'POST_SUPERVISION', 'CITY', 'PROVINCE'] as const).map((role) =>
          rightOf(role),
        ),
        rightOf('GRID_HEAD', { grid: '370871001' }),
        rightOf('DEPARTMENT_STAFF', { organization: 'DEPT-WATER' }),
      ];
      for (const right of others)
        expect(new Set((await read(right)).map(({ pseudonym }) => pseudonym))).toEqual(new Set([null]));
      expect(await read(rightOf('BI'))).toEqual([]);
      const registered = await openEventStream(running.log, {
        filter: { topics: ['PersonRegistered'] },
        after: running.log.cursors.encode(0),
      });
      const announced: unknown[] = [];
      while (announced.length < people.length)
        announced.push(((await registered.next()).value as LoggedEvent).payload);
      await registered.return?.();
      expect(announced).toEqual(expect.arrayContaining(shown));
    });

    test('names each role with its own scope', async () => {
      await start();
      const ME = '{ me { roles rights { role grid { code } organization { code } enterpriseCode } } }';
      const rights = [
        rightOf('GRID_MEMBER', { grid: '370871001001001', organization: 'PLATFORM-370871001' }),
        rightOf('GRID_HEAD', { grid: '370871002', organization: 'PLATFORM-370871002' }),
      ];
      expect((await ask({ ...leader, rights }, ME)).data?.['me']).toEqual({
        roles: ['GRID_MEMBER', 'GRID_HEAD'],
        rights: rights.map(({ role, grid, organization }) => ({
          role,
          grid: { code: grid },
          organization: { code: organization },
          enterpriseCode: null,
        })),
      });
    });
  },
);
