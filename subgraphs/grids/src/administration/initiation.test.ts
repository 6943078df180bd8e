import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { testDatabase, testEngines, type TestDatabase } from '@ecogrid/database/testing';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { PUBLIC_ACTOR, rightOf, type Actor } from '@ecogrid/identity';
import { silentLogger } from '@ecogrid/service';
import { LoginAccount } from '../account/index.ts';
import { AuditEntry } from '../audit/index.ts';
import { Division } from '../division/index.ts';
import { GRIDS_MODEL, partsOf } from '../features.ts';
import { Initiation, type InitiationWish } from './index.ts';

const NOW = new Date('2026-03-01T02:00:00Z');
const wish: InitiationWish = {
  divisionCode: '320505',
  divisionName: '某高新区',
  divisionNameEn: 'Some Zone',
  platformEmail: 'desk@zone.example',
  platformPhone: '0512-1234567',
  personNumber: 'A0001',
  personName: '管理员',
  personPhone: '15400000001',
  subject: 'idp|first',
};
const MADE = [
  'division 320505',
  'organization PLATFORM-320505',
  'person A0001',
  'administrator A0001',
  'account idp|first',
];

describe.each(testEngines())('the first administrator on $name', (engine) => {
  let bench: TestDatabase;
  let log: DatabaseEventLog;
  let parts: ReturnType<typeof partsOf>;
  beforeEach(async () => {
    bench = await testDatabase(engine, GRIDS_MODEL);
    const { database } = bench;
    log = await DatabaseEventLog.open({ database, source: 'grids', logger: silentLogger, misfitOf });
    parts = partsOf({ database, outbox: log.outbox, clock: { now: () => NOW }, logger: silentLogger });
  });
  afterEach(async () => {
    await log.close();
    await bench.release();
  });
  const init = (more: Partial<InitiationWish> = {}): Promise<string[]> =>
    new Initiation(parts).run({ ...wish, ...more });
  const actorOf = (subject: string): Promise<Actor | null> =>
    parts.directory.resolve({ kind: 'PERSON', subject, expiresAt: 0, claims: {} });
  const audited = async (): Promise<string[]> =>
    (await bench.database.manager.find(AuditEntry, { order: { id: 'ASC' } })).map(
      ({ action, personId, subject }) => `${action} ${personId === null ? 'operator' : 'person'} ${subject}`,
    );

  test('is made with the division and its platform, once, and kept in the audit', async () => {
    expect(await init()).toEqual(MADE);
    expect(await init()).toEqual([]);
    const administrator = await actorOf('idp|first');
    expect(administrator?.rights).toEqual([rightOf('ADMINISTRATOR', { organization: 'PLATFORM-320505' })]);
    expect(await audited()).toEqual([
      'admin init operator 320505',
      'admin init operator PLATFORM-320505',
      'admin init operator A0001',
      'admin init operator A0001 ADMINISTRATOR',
      'admin init operator A0001 idp|first',
    ]);
    await log.settle();
    expect(log.head).toBe(4);
  });

  test('comes back by another account, and an account of another person changes nothing', async () => {
    await init();
    expect(await init({ subject: 'idp|second' })).toEqual(['account idp|second']);
    const other = { divisionCode: '320506', personNumber: 'A0002' };
    await expect(init(other)).rejects.toThrow('The account idp|first is linked to another person than A0002');
    expect(await bench.database.manager.count(Division)).toBe(1);
  });

  test('registers organizations and people, appoints them and links their accounts', async () => {
    await init();
    const administrator = (await actorOf('idp|first')) as Actor;
    const key = (): { idempotencyKey: string } => ({ idempotencyKey: newId() });
    const office = { code: 'DEPT-WATER', name: '水务局', nameEn: 'Water', shortName: '水务' };
    const contact = { divisionCode: '320505', email: 'water@zone.example', phone: '0512-1' };
    const department = { ...key(), ...office, ...contact, kind: 'DEPARTMENT' } as const;
    const registered = await parts.organizing.register(administrator, department);
    expect(await parts.organizing.register(administrator, department)).toEqual(registered);
    const someone = { number: 'B0001', name: '经办人', phone: '15400000002', organizationCode: 'DEPT-WATER' };
    const person = await parts.peopleService.register(administrator, { ...key(), ...someone });
    const right = { personNumber: 'B0001', role: 'DEPARTMENT_STAFF' } as const;
    await parts.appointing.appoint(administrator, { ...key(), ...right });
    const account = { personNumber: 'B0001', subject: 'idp|water' };
    await parts.linking.link(administrator, { ...key(), ...account });
    const staff = await actorOf('idp|water');
    expect(staff).toEqual({
      kind: 'PERSON',
      id: person.id,
      rights: [rightOf('DEPARTMENT_STAFF', { organization: 'DEPT-WATER' })],
    });
    expect(await actorOf(person.id)).toBeNull();
    expect((await audited()).slice(5)).toEqual([
      'registerOrganization person DEPT-WATER',
      'registerPerson person B0001',
      'appoint person B0001 DEPARTMENT_STAFF',
      'linkAccount person B0001 idp|water',
    ]);
    const [linked] = await bench.database.manager.findBy(LoginAccount, { personId: person.id });
    await parts.linking.unlink(administrator, { ...key(), accountId: linked!.id });
    expect(await actorOf('idp|water')).toBeNull();
  });

  test.each([
    ['a taken code', 'organizing', { code: 'PLATFORM-320505' }, 'GUARD_FAILED'],
    ['a division that is not there', 'organizing', { divisionCode: '320999' }, 'NOT_FOUND'],
    ['an organization above that is not there', 'organizing', { parentCode: 'NONE' }, 'NOT_FOUND'],
    ['the level of a platform', 'organizing', { platformLevel: 2 }, 'INPUT_INVALID'],
    ['a taken number', 'peopleService', { number: 'A0001' }, 'GUARD_FAILED'],
    ['an organization that is not there', 'peopleService', { organizationCode: 'NONE' }, 'NOT_FOUND'],
    ['a linked account', 'linking', {}, 'GUARD_FAILED'],
    ['a person who is not there', 'linking', { personNumber: 'Z9', subject: 'idp|z' }, 'NOT_FOUND'],
  ] as const)('is refused %s, and nothing is changed', async (_name, service, change, code) => {
    await init();
    const administrator = (await actorOf('idp|first')) as Actor;
    const before = await audited();
    const names = { code: 'DEPT-X', name: '某局', nameEn: 'Some', shortName: '某' };
    const contact = { divisionCode: '320505', email: 'x@zone.example', phone: '0512-1' };
    const key = { idempotencyKey: newId() };
    const acts = {
      organizing: () =>
        parts.organizing.register(administrator, {
          ...key,
          ...names,
          ...contact,
          kind: 'DEPARTMENT',
          ...change,
        }),
      peopleService: () =>
        parts.peopleService.register(administrator, {
          ...key,
          number: 'B1',
          name: '某人',
          phone: '154',
          organizationCode: 'PLATFORM-320505',
          ...change,
        }),
      linking: () =>
        parts.linking.link(administrator, { ...key, personNumber: 'A0001', subject: 'idp|first', ...change }),
    };
    await expect(acts[service]()).rejects.toMatchObject({ code });
    expect(await audited()).toEqual(before);
  });

  test('is made and unmade by administrators alone', async () => {
    await init();
    const administrator = (await actorOf('idp|first')) as Actor;
    const rights = [rightOf('SHIFT_LEADER', { organization: 'PLATFORM-320505' })];
    const leader: Actor = { ...PUBLIC_ACTOR, kind: 'PERSON', id: newId(), rights };
    const [held] = await parts.appointments.ofPerson(administrator.id!);
    const key = (): { idempotencyKey: string } => ({ idempotencyKey: newId() });
    const given = { personNumber: 'A0001', role: 'ADMINISTRATOR' } as const;
    await expect(parts.appointing.appoint(leader, { ...key(), ...given })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const end = { appointmentId: held!.id, version: 1 };
    await expect(parts.appointing.end(leader, { ...key(), ...end })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const office = {
      code: 'DEPT-AWAY',
      name: '某局',
      nameEn: 'Some',
      shortName: '某',
      kind: 'DEPARTMENT',
    } as const;
    const contact = { divisionCode: '320505', email: 'x@zone.example', phone: '0512-1' };
    await parts.organizing.register(administrator, { ...key(), ...office, ...contact });
    const away = { personNumber: 'A0001', role: 'DEPARTMENT_STAFF', organizationCode: 'DEPT-AWAY' } as const;
    await expect(parts.appointing.appoint(leader, { ...key(), ...away })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await actorOf('idp|first'))?.rights).toHaveLength(1);
    await parts.appointing.end(administrator, { ...key(), ...end });
    expect((await actorOf('idp|first'))?.rights).toEqual([]);
  });
});
