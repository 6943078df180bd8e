import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId, type Database } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { PUBLIC_ACTOR, rightOf, type Actor, type Role } from '@ecogrid/identity';
import { silentLogger } from '@ecogrid/service';
import { GRIDS_MODEL, partsOf } from '../features.ts';
import { Organization } from '../organization/index.ts';
import { Person } from '../person/index.ts';
import { seedGrids } from '../seed/index.ts';

const holder = (role: Role): Actor => ({
  ...PUBLIC_ACTOR,
  kind: 'PERSON',
  id: newId(),
  rights: [rightOf(role, { organization: 'DEPT-WATER' })],
});
const administrator = holder('ADMINISTRATOR');
const clock = { now: () => new Date('2026-03-03T02:00:00Z') };
const key = () => ({ idempotencyKey: newId() });

describe.each(testEngines())('changes of people and organizations on $name', ({ ...engine }) => {
  let database: Database;
  let release: () => Promise<void>;
  let log: DatabaseEventLog;
  let parts: ReturnType<typeof partsOf>;
  beforeAll(async () => {
    ({ database, release } = await testDatabase(engine, GRIDS_MODEL));
    log = await DatabaseEventLog.open({ database, source: 'grids', logger: silentLogger, misfitOf });
    await seedGrids(database, log.outbox);
    parts = partsOf({ database, outbox: log.outbox, clock, logger: silentLogger });
  });
  afterAll(async () => {
    await log.close();
    await release();
  });
  const person = () => database.manager.findOneByOrFail(Person, { number: 'P0002' });
  const water = () => database.manager.findOneByOrFail(Organization, { code: 'DEPT-WATER' });
  const audited = async (action: string): Promise<string[]> => {
    const { rows } = await parts.audit.page(administrator, { kind: 'PEOPLE' }, { first: 50 });
    return rows.filter((each) => each.action === action).map(({ subject }) => subject);
  };

  test('a person has the new data once, and the audit names the fields without their values', async () => {
    const before = await person();
    const input = { ...key(), number: 'P0002', version: 1, name: '改名', phone: '15400000777', email: null };
    await parts.peopleService.change(administrator, input);
    await parts.peopleService.change(administrator, input);
    expect(await person()).toEqual({
      ...before,
      name: '改名',
      phone: '15400000777',
      email: null,
      version: 2,
    });
    const fields = before.email === null ? 'name phone' : 'name phone email';
    expect(await audited('changePerson')).toEqual([`P0002 ${fields}`]);
    const again = { ...key(), number: 'P0002', version: 2, phone: before.phone };
    expect(await parts.peopleService.change(administrator, again)).toMatchObject({
      name: '改名',
      version: 3,
    });
  });

  test('an organization has the new data, which other subgraphs hear of', async () => {
    const before = await water();
    const input = {
      ...key(),
      code: 'DEPT-WATER',
      version: before.version,
      shortName: '水务',
      phone: '0537-1',
    };
    await parts.organizing.change(administrator, input);
    await parts.organizing.change(administrator, input);
    const after = { ...before, shortName: '水务', phone: '0537-1', version: before.version + 1 };
    expect(await water()).toEqual(after);
    expect(await audited('changeOrganization')).toEqual(['DEPT-WATER shortName phone']);
    await log.settle();
    const { events } = await log.read(0, { topics: ['OrganizationChanged'] }, 1_000);
    const told = events.filter(({ channel }) => channel === 'DEPT-WATER').map(({ payload }) => payload);
    expect(told.map(({ version }) => version)).toEqual([before.version, after.version]);
    expect(told.at(-1)).toMatchObject({ phone: '0537-1' });
  });

  test('a stale, unknown, circular or forbidden change is refused and changes nothing', async () => {
    const before = [await person(), await water()];
    const { version } = await water();
    const change = (more: object, actor = administrator) =>
      parts.organizing.change(actor, { ...key(), code: 'DEPT-WATER', version, ...more });
    const { code: below } = await parts.organizing.register(administrator, {
      ...key(),
      code: 'DEPT-BELOW',
      name: '下级局',
      nameEn: 'Below',
      shortName: '下级',
      kind: 'DEPARTMENT',
      parentCode: 'DEPT-WATER',
      divisionCode: '370871',
      email: 'below@zone.example',
      phone: '0537-1500000',
    });
    const invalid = { code: 'INPUT_INVALID' };
    await expect(change({ parentCode: below })).rejects.toMatchObject(invalid);
    await expect(change({ parentCode: 'DEPT-WATER' })).rejects.toMatchObject(invalid);
    await expect(change({ parentCode: 'NONE' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(change({ code: 'NONE' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(change({ version: version + 1 })).rejects.toMatchObject({ code: 'VERSION_STALE' });
    await expect(change({ name: '改' }, holder('SHIFT_LEADER'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const of = { ...key(), number: 'P0002', version: 99, name: '甲' };
    await expect(parts.peopleService.change(administrator, of)).rejects.toMatchObject({
      code: 'VERSION_STALE',
    });
    await expect(
      parts.peopleService.change(holder('SHIFT_LEADER'), { ...of, ...key() }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(
      parts.peopleService.change(administrator, { ...of, ...key(), number: 'P9999' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect([await person(), await water()]).toEqual(before);
  });
});
