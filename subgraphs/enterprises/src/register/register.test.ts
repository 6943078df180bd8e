import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { In } from 'typeorm';
import { countingStatements, newId } from '@ecogrid/database';
import { plansOf, testEngines } from '@ecogrid/database/testing';
import type { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { creditCodeWithCheckDigit, supervisedObjects } from '@ecogrid/seed-district';
import { silentLogger } from '@ecogrid/service';
import type { GraphContext } from '@ecogrid/subgraph';
import { KnownGrid } from '@ecogrid/territory';
import {
  anActor,
  aSeededDistrict,
  importFilesOfTest,
  WATCHED,
  type SeededDistrict,
} from '../enterprises.builder.ts';
import { partsOf } from '../features.ts';
import type { SupervisedObject } from '../supervised-object/index.ts';
import type { ObjectAttributesInput } from './register.input.ts';
import { RegisterChangeResolver } from './register.resolver.ts';

const NOW = new Date('2026-08-03T02:00:00Z');
const PAGE = { first: 200 };
const desk = anActor('OPERATOR');
const leader = anActor('SHIFT_LEADER');
const STREET = '370871001';
const head = anActor('GRID_HEAD', { grid: STREET });
const otherHead = anActor('GRID_HEAD', { grid: '370871002' });
const { enterprise } = WATCHED;
const own = anActor('ENTERPRISE_USER', { enterprise: enterprise.creditCode });
const other = anActor('ENTERPRISE_USER', { enterprise: '91370871MA0000AAAA' });
const position = { longitude: enterprise.longitude, latitude: enterprise.latitude };
const yard: ObjectAttributesInput = {
  name: '示例新煤场',
  divisionCode: STREET,
  address: '示例路一号',
  position,
};
const key = () => ({ idempotencyKey: newId() });
const ELSEWHERE: KnownGrid['polygon'] = {
  type: 'Polygon',
  coordinates: [
    [
      [1, 1],
      [1, 2],
      [2, 2],
      [2, 1],
      [1, 1],
    ],
  ],
};
let sequence = 0;
const freshCode = () => creditCodeWithCheckDigit(`91370871MA9${String((sequence += 1)).padStart(6, '0')}`);
const firm = (more: Partial<ObjectAttributesInput> = {}): ObjectAttributesInput => ({
  ...yard,
  name: '示例新企业',
  creditCode: freshCode(),
  industryCode: 'C2614',
  industryName: '有机化学原料制造',
  ...more,
});

describe.each(testEngines())('the register on $name', ({ ...engine }) => {
  let district: SeededDistrict;
  let parts: ReturnType<typeof partsOf>;
  beforeAll(async () => {
    district = await aSeededDistrict(engine);
    const { database, log } = district;
    const base = {
      database,
      outbox: log.outbox,
      clock: { now: () => NOW },
      logger: silentLogger,
      ...importFilesOfTest(),
    };
    parts = partsOf(base);
  });
  afterAll(() => district.close());

  const registered = async (actor = desk, attributes = yard) =>
    parts.registering.register(actor, { ...key(), kind: 'COAL_YARD', attributes });
  const objectOf = async (id: string) => (await parts.register.object(id)) as SupervisedObject;
  const told = async (id: string) => {
    const { events } = await district.log.read(0, { topics: ['SupervisedObjectChanged'] }, 1_000);
    return events.filter(({ payload }) => payload['id'] === id).map(({ payload }) => payload);
  };
  const toldOf = async (id: string, count: number) => {
    for (;;) {
      const events = await told(id);
      if (events.length >= count) return events;
      await district.log.advanced(district.log.head, AbortSignal.timeout(1_000));
    }
  };

  test('takes an object from the desk at once, and announces it with its grid', async () => {
    const change = await registered();
    expect(change).toMatchObject({ state: 'APPLIED', kind: 'REGISTER', version: 1, decidedAt: NOW });
    const object = await objectOf(change.objectId);
    expect(object).toMatchObject({ kind: 'COAL_YARD', name: '示例新煤场', status: 'ACTIVE', version: 1 });
    expect(object.gridCode).toMatch(/^370871001/);
    expect(change.differences).toContainEqual({ field: 'NAME', before: null, after: '示例新煤场' });
    expect(await toldOf(object.id, 1)).toMatchObject([{ kind: 'COAL_YARD', version: 1, ...position }]);
  });

  test('takes a proposal of a head only when the desk approves it', async () => {
    const proposed = await registered(head);
    expect(proposed).toMatchObject({ state: 'PROPOSED', decidedAt: null });
    expect(await parts.register.object(proposed.objectId)).toBeNull();
    const decision = { ...key(), changeId: proposed.id, version: 1, decision: 'APPROVED' } as const;
    await expect(parts.registering.decide(head, decision)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const approved = await parts.registering.decide(desk, decision);
    expect(approved).toMatchObject({ state: 'APPLIED', version: 2, decidedBy: desk.id });
    expect(await objectOf(proposed.objectId)).toMatchObject({ name: yard.name, kind: 'COAL_YARD' });
    const again = { ...decision, ...key(), version: 2 };
    await expect(parts.registering.decide(leader, again)).rejects.toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    });
    expect(await parts.registering.decide(desk, decision)).toMatchObject({ id: proposed.id });
  });

  test('lets an enterprise propose for its own data, and declines with a reason', async () => {
    const { version, phone } = await objectOf(enterprise.id);
    const ask = { objectId: enterprise.id, version, attributes: { phone: '0537-1500001' } };
    for (const actor of [
      other,
      otherHead,
      anActor('DEPARTMENT_STAFF'),
      anActor('SUPERVISOR', { grid: STREET }),
    ])
      await expect(parts.registering.change(actor, { ...key(), ...ask })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    const proposed = await parts.registering.change(own, { ...key(), ...ask });
    expect(proposed).toMatchObject({
      state: 'PROPOSED',
      differences: [{ field: 'PHONE', before: phone, after: '0537-1500001' }],
    });
    const declining = { ...key(), changeId: proposed.id, version: 1, decision: 'DECLINED' } as const;
    await expect(parts.registering.decide(desk, declining)).rejects.toMatchObject({
      extensions: { details: { guard: 'reasonGiven' } },
    });
    const declined = await parts.registering.decide(desk, { ...declining, ...key(), note: '号码有误' });
    expect(declined).toMatchObject({ state: 'DECLINED', decisionNote: '号码有误' });
    expect((await objectOf(enterprise.id)).phone).toBe(phone);
    const close = { ...key(), objectId: enterprise.id, version, reason: '停业' };
    await expect(parts.registering.close(own, close)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('decides on no proposal of the actor, and on none that the object has overtaken', async () => {
    const { objectId } = await registered();
    const attributes = { contactName: '示例联系人' };
    const proposed = await parts.registering.change(head, { ...key(), objectId, version: 1, attributes });
    const both = { ...desk, id: head.id };
    const decision = { changeId: proposed.id, version: 1, decision: 'APPROVED' } as const;
    await expect(parts.registering.decide(both, { ...key(), ...decision })).rejects.toMatchObject({
      extensions: { details: { guard: 'askedByAnother' } },
    });
    await parts.registering.change(desk, {
      ...key(),
      objectId,
      version: 1,
      attributes: { isPriority: true },
    });
    await expect(parts.registering.decide(desk, { ...key(), ...decision })).rejects.toMatchObject({
      extensions: { details: { guard: 'objectUnchanged' } },
    });
  });

  test('asks the grids again when a proposal is approved', async () => {
    const proposed = await registered(head);
    const { database } = district;
    const holding = await database.manager.findBy(KnownGrid, {
      code: In([proposed.gridCode, STREET, '370871']),
    });
    const place = async (grids: readonly KnownGrid[], polygon?: KnownGrid['polygon']): Promise<void> => {
      await database.transaction(async (manager) => {
        for (const { sourceVersion, ...grid } of grids) {
          const version = (versions.get(grid.id) ?? sourceVersion) + 1;
          versions.set(grid.id, version);
          await parts.grids.apply({ ...grid, version, ...(polygon && { polygon }) }, manager);
        }
      });
    };
    const versions = new Map<string, number>();
    const approve = () =>
      parts.registering.decide(desk, {
        ...key(),
        changeId: proposed.id,
        version: 1,
        decision: 'APPROVED' as const,
      });
    try {
      await place(holding, ELSEWHERE);
      await expect(approve()).rejects.toMatchObject({ code: 'PLACE_OUTSIDE' });
      expect(await parts.register.existing(proposed.id)).toMatchObject({ state: 'PROPOSED', version: 1 });
      await place(holding.filter(({ code }) => code !== proposed.gridCode));
      const { gridCode, differences } = await approve();
      expect(gridCode).toBe(STREET);
      expect(differences).toContainEqual({ field: 'GRID', before: null, after: STREET });
      expect((await objectOf(proposed.objectId)).gridCode).toBe(STREET);
    } finally {
      await place(holding);
    }
  });

  test('refuses a stale version, and does nothing twice for one key', async () => {
    const { objectId } = await registered();
    const change = { ...key(), objectId, version: 1, attributes: { isPriority: true } };
    const first = await parts.registering.change(desk, change);
    expect(await parts.registering.change(desk, change)).toMatchObject({ id: first.id });
    expect(await objectOf(objectId)).toMatchObject({ version: 2, isPriority: true });
    await expect(parts.registering.change(desk, { ...change, ...key() })).rejects.toMatchObject({
      code: 'VERSION_STALE',
    });
  });

  test('closes an object, which changes no more', async () => {
    const { objectId } = await registered();
    const closed = await parts.registering.close(desk, { ...key(), objectId, version: 1, reason: '拆除' });
    expect(closed).toMatchObject({ kind: 'CLOSE', note: '拆除' });
    expect(closed.differences).toEqual([{ field: 'STATUS', before: 'ACTIVE', after: 'CLOSED' }]);
    const more = { ...key(), objectId, version: 2, attributes: { isPriority: true } };
    await expect(parts.registering.change(desk, more)).rejects.toMatchObject({
      extensions: { details: { guard: 'objectOpen' } },
    });
    const page = await parts.register.page(desk, { objectId }, PAGE);
    expect(page.rows.map(({ kind }) => kind).sort()).toEqual(['CLOSE', 'REGISTER']);
  });

  test('moves an object to the grid of its new place', async () => {
    const { objectId } = await registered();
    const there = supervisedObjects.find(({ divisionCode }) => divisionCode === '370871002')!;
    const { longitude, latitude } = there;
    const moved = { ...key(), objectId, version: 1, attributes: { position: { longitude, latitude } } };
    const { differences } = await parts.registering.change(desk, moved);
    expect(differences.map(({ field }) => field)).toEqual(['POSITION', 'GRID']);
    expect((await objectOf(objectId)).gridCode).toMatch(/^370871002/);
    expect((await toldOf(objectId, 2)).at(-1)).toMatchObject({ longitude, latitude, version: 2 });
  });

  test.each([
    ['without the required fields', { name: '示例' }, 'COAL_YARD', ['divisionCode', 'address', 'position']],
    ['of an enterprise for a yard', { ...yard, creditCode: freshCode() }, 'COAL_YARD', ['creditCode']],
    ['of an enterprise without its code', yard, 'ENTERPRISE', ['creditCode', 'industryCode', 'industryName']],
    ['with a code of another form', firm({ creditCode: '91350200MA2YJ1XI9G' }), 'ENTERPRISE', ['creditCode']],
    ['with a wrong check digit', firm({ creditCode: '91350100M0001TGQXM' }), 'ENTERPRISE', ['creditCode']],
  ] as const)('refuses data %s, and keeps nothing', async (_name, attributes, kind, paths) => {
    const refused = parts.registering.register(desk, { ...key(), kind, attributes });
    await expect(refused).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      extensions: {
        details: {
          problems: paths.map((path) => expect.objectContaining({ path: `input.attributes.${path}` })),
        },
      },
    });
  });

  test('clears a field by null, and keeps an absent field', async () => {
    const attributes = firm({
      nameEn: 'Example',
      phone: '0537-1500001',
      contactName: '示例联系人',
      hazardousWasteRole: 'PRODUCER',
      permit: { number: '91370871MA90000001001P', from: '2026-01-01', to: '2030-12-31' },
    });
    const { objectId } = await parts.registering.register(desk, { ...key(), kind: 'ENTERPRISE', attributes });
    const cleared = await parts.registering.change(desk, {
      ...key(),
      objectId,
      version: 1,
      attributes: { phone: null, hazardousWasteRole: null, permit: null },
    });
    expect(cleared.differences).toEqual([
      { field: 'PHONE', before: '0537-1500001', after: null },
      { field: 'HAZARDOUS_WASTE_ROLE', before: 'PRODUCER', after: null },
      { field: 'PERMIT', before: '91370871MA90000001001P 2026-01-01 / 2030-12-31', after: null },
    ]);
    expect(await objectOf(objectId)).toMatchObject({
      phone: null,
      hazardousWasteRole: null,
      permitNumber: null,
      permitFrom: null,
      permitTo: null,
      nameEn: 'Example',
      contactName: '示例联系人',
      version: 2,
    });
  });

  test('refuses null for a required field, and names the field', async () => {
    const { objectId } = await registered();
    const attributes = { name: null, position: null, creditCode: null } as unknown as ObjectAttributesInput;
    const refused = parts.registering.change(desk, { ...key(), objectId, version: 1, attributes });
    await expect(refused).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      extensions: {
        details: {
          problems: [
            { path: 'input.attributes.creditCode', problem: 'forbidden' },
            { path: 'input.attributes.name', problem: 'required' },
            { path: 'input.attributes.position', problem: 'required' },
          ],
        },
      },
    });
    expect(await objectOf(objectId)).toMatchObject({ name: yard.name, version: 1 });
  });

  test('refuses a place outside, and a code that is registered', async () => {
    const outside = { ...yard, position: { longitude: 0, latitude: 0 } };
    await expect(registered(desk, outside)).rejects.toMatchObject({ code: 'PLACE_OUTSIDE' });
    const taken = {
      ...key(),
      kind: 'ENTERPRISE',
      attributes: firm({ creditCode: enterprise.creditCode }),
    } as const;
    await expect(parts.registering.register(desk, taken)).rejects.toMatchObject({
      extensions: { details: { guard: 'creditCodeFree' } },
    });
  });

  const outcomesOf = async (attempts: ReadonlyArray<Promise<unknown>>) =>
    (await Promise.allSettled(attempts)).map((each) =>
      each.status === 'fulfilled' ? 'done' : (each.reason as EcoGridError).extensions.details,
    );

  test('refuses the later of two registrations of one code at once', async () => {
    const attributes = firm();
    const attempts = [1, 2].map(() =>
      parts.registering.register(desk, { ...key(), kind: 'ENTERPRISE', attributes }),
    );
    const refusal = { guard: 'creditCodeFree', creditCode: attributes.creditCode };
    const outcomes = await outcomesOf(attempts);
    expect(outcomes).toHaveLength(2);
    expect(outcomes).toEqual(expect.arrayContaining(['done', expect.objectContaining(refusal)]));
  });

  test('refuses the later of two objects that are given one number at once', async () => {
    const objects = [await registered(), await registered()];
    const number = { system: 'CITY-12345', reference: newId() };
    const attempts = objects.map(({ objectId }) =>
      parts.registering.link(desk, { ...key(), ...number, objectId, version: 1 }),
    );
    const refusal = { guard: 'referenceFree', ...number };
    expect(await outcomesOf(attempts)).toEqual(
      expect.arrayContaining(['done', expect.objectContaining(refusal)]),
    );
  });

  test('records the reason of the acceptance of a wrong check digit', async () => {
    const attributes = firm({ creditCode: '91350100M0001TGQXM', creditCodeOverrideReason: '早期赋码' });
    const { objectId } = await parts.registering.register(desk, { ...key(), kind: 'ENTERPRISE', attributes });
    expect((await objectOf(objectId)).creditCodeOverride).toEqual({
      reason: '早期赋码',
      acceptedBy: desk.id,
      acceptedAt: NOW.toISOString(),
    });
  });

  test('finds an object by its number in another system, which is unique there', async () => {
    const [one, two] = [await registered(), await registered()];
    const number = { system: 'CITY-12345', reference: `2026-${one.id}` };
    const link = { ...number, objectId: one.objectId, version: 1 };
    await expect(parts.registering.link(head, { ...key(), ...link })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await parts.registering.link(desk, { ...key(), ...link });
    await parts.registering.link(desk, { ...key(), ...link, version: 2 });
    const { objectId } = one;
    expect(await parts.register.reference(number.system, number.reference)).toMatchObject({
      ...number,
      objectId,
    });
    const again = { ...key(), ...number, objectId: two.objectId, version: 1 };
    await expect(parts.registering.link(desk, again)).rejects.toMatchObject({
      extensions: { details: { guard: 'referenceFree' } },
    });
  });

  test('has a change, a version and an event for a number in another system', async () => {
    const { objectId } = await registered();
    const link = { ...key(), objectId, version: 1, system: 'CITY-12345', reference: newId() };
    expect(await parts.registering.link(desk, link)).toMatchObject({ id: objectId, version: 2 });
    expect(await parts.registering.link(desk, link)).toMatchObject({ version: 2 });
    const { rows } = await parts.register.page(desk, { objectId }, PAGE);
    expect(rows.filter(({ kind }) => kind === 'LINK')).toMatchObject([
      {
        state: 'APPLIED',
        proposedBy: desk.id,
        decidedAt: NOW,
        baseVersion: 1,
        differences: [{ field: 'REFERENCE', before: null, after: `CITY-12345 ${link.reference}` }],
      },
    ]);
    expect((await toldOf(objectId, 2)).at(-1)).toMatchObject({ name: yard.name, version: 2 });
    const stale = { ...link, ...key(), reference: newId() };
    await expect(parts.registering.link(desk, stale)).rejects.toMatchObject({ code: 'VERSION_STALE' });
    expect(await parts.register.reference(stale.system, stale.reference)).toBeNull();
  });

  test('finds the grid of a place without reading the grids each time', async () => {
    await registered();
    const count = { statements: 0, sent: [] as Array<{ text: string; parameters: unknown[] }> };
    await countingStatements(count, () => registered());
    expect(count.statements).toBeGreaterThan(3);
    expect(count.sent.filter(({ text }) => text.includes('known_grid'))).toEqual([]);
  });

  // MariaDB decides by the number of rows, and reads a small table whole.
  if (engine.name === 'sqlite')
    test('lists its changes by an index, of one state and of all', async () => {
      const plans = await plansOf(district.database, async () => {
        await parts.register.page(desk, {}, PAGE);
        await parts.register.page(desk, { state: 'PROPOSED' }, PAGE);
      });
      expect(plans).toEqual({ statements: 2, faults: [] });
    });

  test('is searched by characters, pinyin, initials, code and a box of the map', async () => {
    const { objectId } = await registered(desk, { ...yard, name: '示例澎湃煤场' });
    const { longitude, latitude } = position;
    const box = {
      west: longitude - 1e-6,
      east: longitude + 1e-6,
      south: latitude - 1e-6,
      north: latitude + 1e-6,
    };
    for (const text of ['澎湃', '澎', 'pengpai', 'Peng Pai', 'slppmc', 'ｐｅｎｇｐａｉ']) {
      const { rows } = await parts.objects.page(desk, { text }, PAGE);
      expect([text, rows.map(({ id }) => id)]).toEqual([text, [objectId]]);
    }
    const inBox = await parts.objects.page(desk, { box, text: '澎湃' }, PAGE);
    expect(inBox.rows).toHaveLength(1);
    const elsewhere = await parts.objects.page(
      desk,
      { box: { ...box, west: box.east, east: box.east + 1 }, text: '澎湃' },
      PAGE,
    );
    expect(elsewhere.rows).toHaveLength(0);
    expect((await parts.objects.page(otherHead, { box, text: '澎湃' }, PAGE)).rows).toHaveLength(0);
  });

  test('shows telephone and contact of a change to the desk and the enterprise itself alone', async () => {
    const { version } = await objectOf(enterprise.id);
    const attributes = { phone: '0537-1599999', contactName: '示例新联系人', address: '示例路九号' };
    const change = await parts.registering.change(own, {
      ...key(),
      objectId: enterprise.id,
      version,
      attributes,
    });
    const resolver = new RegisterChangeResolver(parts.registering, parts.register, parts.objects);
    const shown = (actor: Actor) =>
      resolver.differences(change, { actor } as GraphContext).map(({ field }) => field);
    for (const actor of [desk, leader, own]) expect(shown(actor)).toEqual(['ADDRESS', 'PHONE', 'CONTACT']);
    for (const actor of [head, anActor('GRID_MEMBER', { grid: STREET }), anActor('DEPARTMENT_STAFF'), other])
      expect(shown(actor)).toEqual(['ADDRESS']);
  });

  test('shows changes to the readers of the site alone', async () => {
    const { objectId } = await registered();
    const seen = async (actor: typeof desk) =>
      (await parts.register.page(actor, { objectId }, PAGE)).rows.length;
    expect(await Promise.all([desk, head, otherHead, own, other].map(seen))).toEqual([1, 1, 0, 0, 0]);
  });
});
