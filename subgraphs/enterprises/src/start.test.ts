import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { enterprises as seedEnterprises, people } from '@ecogrid/seed-district';
import { ActorSigner, PUBLIC_ACTOR, demonstrationKeys, type Actor } from '@ecogrid/identity';
import { Metrics, silentLogger } from '@ecogrid/service';
import type { RunningSubgraph, SubgraphResult } from '@ecogrid/subgraph';
import { Database } from '@ecogrid/database';
import { aCodFrame, anActor, importFilesOfTest, WATCHED } from './enterprises.builder.ts';
import { aDevice } from '@ecogrid/hj212/testing';
import { Device } from './device/index.ts';
import { ENTERPRISES_MODEL } from './features.ts';
import { startEnterprises } from './start.ts';

const { publicKey, privateKey } = await demonstrationKeys(mkdtempSync(join(tmpdir(), 'ecogrid-')), 'gateway');
const signer = new ActorSigner(privateKey);
const OPERATOR = anActor('OPERATOR');

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'the enterprises subgraph on %s',
  (_name, engine) => {
    let running: RunningSubgraph;
    let databaseUrl: string;
    const options = () => ({
      databaseUrl,
      gatewayKey: publicKey,
      clock: { now: () => new Date('2026-08-01T01:00:00Z') },
      logger: silentLogger,
      metrics: new Metrics(),
      seed: true,
      hj212: { host: '127.0.0.1', port: 0 },
      ...importFilesOfTest(),
    });
    beforeEach(async () => {
      databaseUrl = await engine.freshUrl();
      running = await startEnterprises(options());
    });
    afterEach(() => running.close());

    const request = (actor: Actor, query: string) => ({
      query,
      actorToken: () => signer.sign(actor, 'enterprises'),
      requestId: 'r',
    });
    const ask = async (actor: Actor, query: string): Promise<Record<string, unknown>> => {
      const { data, errors } = await running.subgraph.execute(request(actor, query));
      expect(errors).toBeUndefined();
      return data as Record<string, unknown>;
    };
    const total = async (actor: Actor, field: string): Promise<number> => {
      const [name] = field.split('(');
      const answer = await ask(actor, `{ ${field} { edges { node { id } } } }`);
      return (answer[name!] as { edges: unknown[] }).edges.length;
    };
    const sendPacket = async (qn: string, dataTime: string): Promise<void> => {
      const device = await aDevice(Number(new URL(running.doors!['hj212']!).port));
      device.send(aCodFrame({ qn, dataTime }));
      expect(await device.answer()).toContain('CN=9014');
      device.reset();
    };

    test('has the schema that its entities describe', async () => {
      const database = await Database.open({ url: databaseUrl, ...ENTERPRISES_MODEL });
      expect(await database.drift()).toEqual([]);
      await database.close();
    });

    test.each([
      ['enterprises(first: 200)', 60],
      ['enterprises(first: 200, within: "370871")', 60],
      ['enterprises(first: 200, isOnlineMonitored: true)', 32],
      ['enterprises(first: 200, isOnlineMonitored: false)', 28],
      ['enterprises(first: 200, isPriority: true)', 32],
      ['enterprises(first: 200, videoPurpose: KEY_SOURCE)', 53],
      ['enterprises(first: 200, videoPurpose: HAZARDOUS_WASTE)', 36],
      ['enterprises(first: 200, text: "纸业_")', 0],
      ['supervisedObjects(first: 200)', 85],
      ['supervisedObjects(first: 200, kind: ENTERPRISE)', 60],
      ['supervisedObjects(first: 200, kind: COAL_YARD, within: "370871")', 4],
      ['supervisedObjects(first: 200, status: CLOSED)', 0],
      ['supervisedObjects(first: 200, isPriority: true)', 37],
      ['supervisedObjects(first: 200, text: "煤场")', 4],
      ['outlets(first: 200)', 33],
      ['monitorPoints(first: 200)', 39],
      ['devices(first: 200)', 39],
      ['devices(first: 200, systemType: WATER_SOURCE)', 20],
      ['cameras(first: 200)', 89],
      ['limitRules(first: 200)', 28],
      ['limitRules(first: 200, averaging: REAL_TIME)', 20],
    ])('the seed district has %s: %i', async (field, expected) => {
      expect(await total(OPERATOR, field)).toBe(expected);
    });

    test('a second start finds everything as it was', async () => {
      await running.close();
      running = await startEnterprises(options());
      expect(await total(OPERATOR, 'enterprises(first: 200)')).toBe(60);
    });

    const SITE =
      'name address phone isPriority position { longitude } grid { code } cameras { id } outlets { monitorPoints { devices { mn } } }';
    const siteFor = async (actor: Actor): Promise<unknown> =>
      (await ask(actor, `{ enterprise(id: "${WATCHED.enterprise.id}") { ${SITE} } }`))['enterprise'];

    test('the public reads the register and nothing of the site', async () => {
      const nothing = {
        address: null,
        phone: null,
        isPriority: null,
        position: null,
        grid: null,
        cameras: [],
        outlets: [],
      };
      expect(await siteFor(PUBLIC_ACTOR)).toEqual({ name: WATCHED.enterprise.name, ...nothing });
      expect(await total(PUBLIC_ACTOR, 'enterprises(first: 200)')).toBe(60);
      expect(await total(PUBLIC_ACTOR, 'enterprises(first: 200, within: "370871001")')).toBe(0);
    });

    test('the MN of a device is shown to those who look after it, and its password to no actor', async () => {
      const shown = async (actor: Actor): Promise<unknown> =>
        ((await siteFor(actor)) as { outlets: Array<{ monitorPoints: Array<{ devices: unknown[] }> }> })
          .outlets[0]?.monitorPoints[0]?.devices;
      const { mn } = WATCHED.device;
      expect(await shown(anActor('SHIFT_LEADER'))).toEqual([{ mn }]);
      expect(await shown(OPERATOR)).toEqual([{ mn }]);
      expect(await shown(anActor('ENTERPRISE_USER', { enterprise: WATCHED.enterprise.creditCode }))).toEqual([
        { mn },
      ]);
      expect(await shown(anActor('DEPARTMENT_STAFF'))).toEqual([]);
      const { errors } = await running.subgraph.execute(
        request(anActor('SHIFT_LEADER'), '{ devices { edges { node { password } } } }'),
      );
      expect(errors?.[0]?.message).toContain('password');
    });

    test('an enterprise and its object are one, and an object of another kind is no enterprise', async () => {
      const { id } = WATCHED.enterprise;
      const fields = 'id name kind phone division { code } grid { code } enterprise { id creditCode }';
      const query = `{ enterprise(id: "${id}") { supervisedObject { ${fields} } } supervisedObject(id: "${id}") { ${fields} } }`;
      const { enterprise, supervisedObject } = await ask(OPERATOR, query);
      expect(enterprise).toEqual({ supervisedObject });
      expect(supervisedObject).toMatchObject({ kind: 'ENTERPRISE', enterprise: { id } });
      const yards =
        '{ supervisedObjects(kind: COAL_YARD) { edges { node { address phone enterprise { id } } } } }';
      const seen = await ask(OPERATOR, yards);
      expect(seen).toMatchObject({
        supervisedObjects: { edges: Array(4).fill({ node: { enterprise: null } }) },
      });
      expect(await ask(PUBLIC_ACTOR, yards)).toMatchObject({
        supervisedObjects: {
          edges: Array(4).fill({ node: { address: null, phone: null, enterprise: null } }),
        },
      });
      const filtered = 'supervisedObjects(first: 200, kind: COAL_YARD, within: "370871001")';
      expect(await total(anActor('GRID_HEAD', { grid: '370871001' }), filtered)).toBeGreaterThan(0);
      expect(await total(anActor('GRID_HEAD', { grid: '370871002' }), filtered)).toBe(0);
    });

    test('an enterprise is asked for by exactly one key', async () => {
      const { errors } = await running.subgraph.execute(request(OPERATOR, '{ enterprise { id } }'));
      expect(errors?.[0]?.extensions['code']).toBe('INPUT_INVALID');
    });

    test('entities obey the rule of the rows', async () => {
      const query = `{ _entities(representations: [{ __typename: "Outlet", id: "${WATCHED.outlet.id}" }, { __typename: "Grid", code: "370871001" }]) {
      ... on Outlet { code } ... on Grid { enterprises(first: 1) { edges { node { id } } } } } }`;
      const [outlet, grid] = (await ask(OPERATOR, query))['_entities'] as unknown[];
      expect(outlet).toEqual({ code: 'DW001' });
      expect(grid).toMatchObject({ enterprises: { edges: [{}] } });
      expect((await ask(PUBLIC_ACTOR, query))['_entities']).toEqual([null, { enterprises: { edges: [] } }]);
    });

    test('a packet is found as a reading, newest first, and as an exceedance, by those who may see it', async () => {
      await sendPacket('1', '20260801085857');
      await sendPacket('2', '20260801085957');
      const devices = `devices(mn: "${WATCHED.device.mn}") { edges { node { systemType protocolVersion lastSeenAt readings(first: 1, measuredSince: "2026-08-01T00:00:00Z") { edges { node { value flag statistic measuredAt } } } } } }`;
      expect(await ask(OPERATOR, `{ ${devices} }`)).toMatchObject({
        devices: {
          edges: [
            {
              node: {
                systemType: 'WATER_SOURCE',
                protocolVersion: 'HJ_212_2017',
                readings: { edges: [{ node: { value: '100.01', flag: 'NORMAL', statistic: 'REAL_TIME' } }] },
              },
            },
          ],
        },
      });
      const since = 'measuredSince: "2026-08-01T00:00:00Z"';
      const counted = `devices(mn: "${WATCHED.device.mn}") { edges { node {
        all: readings(first: 200, ${since}) { count { value isCapped } edges { cursor } }
        some: readings(first: 1, ${since}) { count(upTo: 1) { value isCapped } }
        none: readings(first: 1, measuredSince: "2026-08-02T00:00:00Z") { count { value isCapped } }
        points: monitorPoint { readings(first: 1, ${since}) { count { value isCapped } } } } } }`;
      const { devices: found } = (await ask(OPERATOR, `{ ${counted} }`)) as {
        devices: { edges: Array<{ node: { all: { edges: unknown[] } } }> };
      };
      const whole = { value: found.edges[0]?.node.all.edges.length, isCapped: false };
      expect(whole.value).toBeGreaterThan(1);
      expect(found.edges[0]?.node).toMatchObject({
        all: { count: whole },
        some: { count: { value: 1, isCapped: true } },
        none: { count: { value: 0, isCapped: false } },
        points: { readings: { count: whole } },
      });
      const raised =
        'exceedances { edges { node { value limit bound reading { value } limitRule { upper } outlet { code } enterprise { name } grid { code } } } }';
      expect(await ask(anActor('GRID_MEMBER', { grid: '370871001001001' }), `{ ${raised} }`)).toMatchObject({
        exceedances: {
          edges: [
            { node: { limit: '100', reading: { value: '100.01' }, grid: { code: '370871001001001' } } },
            {},
          ],
        },
      });
      const named = 'deviceId pollutantCode statistic interval measuredAt sequence value';
      const { exceedances } = (await ask(
        OPERATOR,
        `{ exceedances { edges { node { reading { ${named} } } } } }`,
      )) as {
        exceedances: { edges: Array<{ node: { reading: Record<string, unknown> } }> };
      };
      const reading = exceedances.edges[0]?.node.reading ?? {};
      const { deviceId, pollutantCode, statistic, interval, measuredAt, sequence } = reading;
      const again = `{ reading(deviceId: "${String(deviceId)}", pollutantCode: "${String(pollutantCode)}", statistic: ${String(statistic)},
        interval: ${String(interval)}, measuredAt: "${String(measuredAt)}", sequence: ${String(sequence)}) { ${named} } }`;
      expect(await ask(OPERATOR, again)).toEqual({ reading });
      expect(await ask(anActor('GRID_MEMBER', { grid: '370871001002001' }), again)).toEqual({
        reading: null,
      });
      expect(await total(anActor('GRID_MEMBER', { grid: '370871001002001' }), 'exceedances')).toBe(0);
      expect(await total(OPERATOR, 'exceedances(raisedSince: "2026-08-01T01:00:00.001Z")')).toBe(0);
    });

    test('a device whose system code is of no table is shown without it', async () => {
      const database = await Database.open({ url: databaseUrl, ...ENTERPRISES_MODEL });
      await database.transaction((all) =>
        all.update(Device, { id: WATCHED.device.id }, { systemType: '99' }),
      );
      await database.close();
      const query = `{ devices(mn: "${WATCHED.device.mn}") { edges { node { mn systemType } } } }`;
      expect(await ask(OPERATOR, query)).toEqual({
        devices: { edges: [{ node: { mn: WATCHED.device.mn, systemType: null } }] },
      });
    });

    test('a chart has the values of a point, its gaps and the limits in force', async () => {
      await sendPacket('1', '20260801085857');
      const chart = async (interval: string, since: string, until: string): Promise<unknown> => {
        const series = `series(pollutantCode: "w01018", interval: ${interval}, measuredSince: "${since}", measuredBefore: "${until}") { unit isThinned points { at value coverage isValid } limits { startsAt endsAt rule { upper standard } } }`;
        const query = `{ devices(mn: "${WATCHED.device.mn}") { edges { node { monitorPoint { ${series} } } } } }`;
        const { data, errors } = await running.subgraph.execute(request(OPERATOR, query));
        const devices = data?.['devices'] as {
          edges: Array<{ node: { monitorPoint: { series: unknown } } }>;
        };
        return errors ?? devices.edges[0]?.node.monitorPoint.series;
      };
      expect(await chart('REAL_TIME', '2026-08-01T00:00:00Z', '2026-08-01T01:00:00Z')).toMatchObject({
        unit: 'mg/L',
        isThinned: false,
        points: [{ at: '2026-08-01T00:58:57.000Z', value: '100.01', coverage: null, isValid: true }],
        limits: [{ rule: { upper: '100' } }],
      });
      expect(await chart('HOUR', '2026-07-31T23:00:00Z', '2026-08-01T01:00:00Z')).toMatchObject({
        points: [
          { value: null, coverage: 0, isValid: false },
          { value: '100.01', coverage: 1 / 60, isValid: false },
        ],
        limits: [],
      });
      expect(await chart('DAY', '2003-06-29T16:00:00Z', '2003-07-02T16:00:00Z')).toMatchObject({
        points: [{}, {}, {}],
        limits: [
          {
            startsAt: '2003-06-30T16:00:00.000Z',
            endsAt: '2003-07-02T16:00:00.000Z',
            rule: { upper: '50' },
          },
        ],
      });
      expect(await chart('REAL_TIME', '2026-08-01T00:00:00Z', '2026-08-04T00:00:00Z')).toMatchObject([
        {
          extensions: {
            code: 'INPUT_INVALID',
            details: { problems: [{ path: 'measuredBefore', problem: 'range' }] },
          },
        },
      ]);
    });

    test('the faults of a device are counted by kind, and an unknown device is shown to the desk', async () => {
      const device = await aDevice(Number(new URL(running.doors!['hj212']!).port));
      const { password } = WATCHED.device;
      const sent: Array<[frame: Buffer, answer: string]> = [
        [aCodFrame({ dataTime: '20000101000000' }), 'CN=9014'],
        [aCodFrame({ dataTime: '20000101000001' }), 'CN=9014'],
        [aCodFrame({ cod: '--' }), 'CN=9014'],
        [aCodFrame({ mn: 'STRANGER1' }), 'QnRtn=3'],
        [aCodFrame({ mn: 'STRANGER1', qn: '2' }), 'QnRtn=3'],
      ];
      for (const [frame, answer] of sent) {
        device.send(frame);
        expect(await device.answer()).toContain(answer);
      }
      device.reset();
      await running.settle();
      const faults = 'faults { edges { node { kind day count } } }';
      const found = await ask(
        OPERATOR,
        `{ devices(mn: "${WATCHED.device.mn}") { edges { node { ${faults} } } } }`,
      );
      const { edges } = (found['devices'] as { edges: Array<{ node: { faults: { edges: unknown[] } } }> })
        .edges[0]!.node.faults;
      const day = '2026-08-01';
      expect(edges).toHaveLength(2);
      expect(edges).toEqual(
        expect.arrayContaining([
          { node: { kind: 'CLOCK_WRONG', day, count: 2 } },
          { node: { kind: 'UNREADABLE', day, count: 1 } },
        ]),
      );
      const strangers = '{ unknownDevices { edges { node { id count excerpt remoteAddress } } } }';
      const shown = await ask(OPERATOR, strangers);
      expect(shown).toMatchObject({
        unknownDevices: { edges: [{ node: { id: 'STRANGER1', count: 2, remoteAddress: '127.0.0.1' } }] },
      });
      expect(JSON.stringify(shown)).not.toContain(password);
      for (const role of ['POST_SUPERVISION', 'DEPARTMENT_STAFF', 'ENTERPRISE_USER'] as const)
        expect(await ask(anActor(role), strangers)).toEqual({ unknownDevices: { edges: [] } });
    });

    test('the faults of a device survive a regular stop', async () => {
      const device = await aDevice(Number(new URL(running.doors!['hj212']!).port));
      await running.settle();
      device.send(aCodFrame({ cod: '--' }));
      expect(await device.answer()).toContain('CN=9014');
      device.reset();
      await running.close();
      running = await startEnterprises(options());
      const faults = `{ devices(mn: "${WATCHED.device.mn}") { edges { node { faults { edges { node { kind count } } } } } } }`;
      expect(await ask(OPERATOR, faults)).toMatchObject({
        devices: { edges: [{ node: { faults: { edges: [{ node: { kind: 'UNREADABLE', count: 1 } }] } } }] },
      });
    });

    test('an object is found by the number of another system by those alone who may see its site', async () => {
      const { id, creditCode } = WATCHED.enterprise;
      const input = `{ idempotencyKey: "a link of an object", objectId: "${id}", version: 1, system: "CITY-12345", reference: "7" }`;
      await ask(OPERATOR, `mutation { linkObject(input: ${input}) { object { id } } }`);
      const found = async (actor: Actor) =>
        (await ask(actor, '{ objectByReference(system: "CITY-12345", reference: "7") { id } }'))[
          'objectByReference'
        ];
      for (const actor of [OPERATOR, anActor('ENTERPRISE_USER', { enterprise: creditCode })])
        expect(await found(actor)).toEqual({ id });
      for (const actor of [PUBLIC_ACTOR, anActor('SUPERVISOR'), anActor('GRID_HEAD', { grid: '370871002' })])
        expect(await found(actor)).toBeNull();
    });

    test('the acceptance of a wrong check digit names its person to those who see all people', async () => {
      const { creditCode } = seedEnterprises.find((each) => each.creditCodeOverride !== null)!;
      const acceptedBy = async (actor: Actor) =>
        (
          await ask(
            actor,
            `{ enterprise(creditCode: "${creditCode}") { creditCodeOverride { acceptedBy { id } } } }`,
          )
        )['enterprise'];
      const { id } = people.find(({ number }) => number === 'P0001')!;
      expect(await acceptedBy(OPERATOR)).toEqual({ creditCodeOverride: { acceptedBy: { id } } });
      for (const actor of [
        anActor('DEPARTMENT_STAFF'),
        anActor('ENTERPRISE_USER', { enterprise: creditCode }),
      ])
        expect(await acceptedBy(actor)).toEqual({ creditCodeOverride: { acceptedBy: null } });
    });

    test('exceedances are pushed to those who may see them, and again from a cursor', async () => {
      const stream = async (actor: Actor, args = ''): Promise<AsyncIterableIterator<SubgraphResult>> => {
        const query = `subscription { exceedanceRaised${args} { cursor eventId action from to actor { id } exceedance { value enterprise { name } } } }`;
        const opened = await running.subgraph.subscribe(request(actor, query));
        if (!(Symbol.asyncIterator in opened)) throw new Error(JSON.stringify(opened));
        return opened;
      };
      const [operator, member, elsewhere] = await Promise.all([
        stream(OPERATOR, '(gridCode: "370871001")'),
        stream(anActor('GRID_MEMBER', { grid: '370871001002001' })),
        stream(OPERATOR, '(gridCode: "370871002")'),
      ]);
      const silent = Promise.race([member.next(), elsewhere.next()]);
      await sendPacket('1', '20260801085857');
      const first = (await operator.next()).value as SubgraphResult;
      expect(first).toMatchObject({
        data: {
          exceedanceRaised: {
            action: 'RAISED',
            from: null,
            to: 'RAISED',
            actor: null,
            exceedance: { value: '100.01', enterprise: { name: WATCHED.enterprise.name } },
          },
        },
      });
      const { cursor } = first.data!['exceedanceRaised'] as { cursor: string };
      await sendPacket('2', '20260801085957');
      const second = await operator.next();
      const resumed = await stream(OPERATOR, `(after: "${cursor}")`);
      expect(await resumed.next()).toEqual(second);
      expect(await Promise.race([silent, Promise.resolve('nothing')])).toBe('nothing');
      for (const each of [operator, member, elsewhere, resumed]) await each.return?.();
    });

    test('a subscription to a grid that is none is refused at once', async () => {
      const query = 'subscription { exceedanceRaised(gridCode: "x") { cursor } }';
      const refusal = await running.subgraph.subscribe(request(OPERATOR, query));
      expect(refusal).toMatchObject({ errors: [{ extensions: { code: 'INPUT_INVALID' } }] });
    });
  },
);
