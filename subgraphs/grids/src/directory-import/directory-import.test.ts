import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { In } from 'typeorm';
import { newId, type Database } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { PUBLIC_ACTOR, rightOf, type Actor } from '@ecogrid/identity';
import { importDoor, importJob } from '@ecogrid/imports';
import { listen, silentLogger, type ListeningServer } from '@ecogrid/service';
import { Appointment } from '../appointment/index.ts';
import { Division } from '../division/index.ts';
import { GRIDS_MODEL, servedPartsOf } from '../features.ts';
import { Grid } from '../grid/index.ts';
import { GridTerritory } from '../grid/grid.territory.ts';
import { Organization } from '../organization/index.ts';
import { Person } from '../person/index.ts';
import { seedGrids } from '../seed/index.ts';

const holder = (...roles: ReadonlyArray<'ADMINISTRATOR' | 'OPERATOR'>): Actor => ({
  ...PUBLIC_ACTOR,
  kind: 'PERSON',
  id: newId(),
  rights: roles.map((role) => rightOf(role)),
});
const administrator = holder('ADMINISTRATOR');
const calling = holder('ADMINISTRATOR', 'OPERATOR');
const clock = { now: () => new Date('2026-03-03T02:00:00Z') };
type Kind = 'ORGANIZATIONS' | 'PEOPLE' | 'APPOINTMENTS' | 'ASSETS' | 'GRIDS';
type Format = 'CSV' | 'XLSX' | 'GEOJSON';
const APPOINTMENTS = '工号*,角色*,网格编码,统一社会信用代码,任职日期*,离任日期';
const ASSETS = '资产编号*,装备类别*,型号*';
const ORGANIZATIONS =
  '机构编码*,名称*,英文名称*,简称*,类别*,平台级别,上级机构编码,行政区划编码*,转办邮箱*,办公电话*';
const PEOPLE = '工号*,姓名*,手机,邮箱,单位编码*';
const office = (code: string, parent: string, more = '新局,New Bureau,新局,行业部门,'): string =>
  `${code},${more},${parent},370871,new@zone.example,0537-1500000`;

describe.each(testEngines())('the import of the directory on $name', ({ ...engine }) => {
  let database: Database;
  let release: () => Promise<void>;
  let log: DatabaseEventLog;
  let parts: ReturnType<typeof servedPartsOf>;
  let server: ListeningServer;

  beforeAll(async () => {
    ({ database, release } = await testDatabase(engine, GRIDS_MODEL));
    log = await DatabaseEventLog.open({ database, source: 'grids', logger: silentLogger, misfitOf });
    await seedGrids(database, log.outbox);
    const directory = mkdtempSync(join(tmpdir(), 'ecogrid-imports-'));
    const importFiles = { directory, secret: 'a secret of the tests alone' };
    parts = servedPartsOf({ database, outbox: log.outbox, clock, logger: silentLogger, importFiles });
    const door = importDoor(parts);
    server = await listen((request, response) => void door(request, response), {
      host: '127.0.0.1',
      port: 0,
    });
    importJob(parts).start();
  });
  afterAll(async () => {
    await importJob(parts).stop();
    await server.close();
    await log.close();
    await release();
  });

  const key = () => ({ idempotencyKey: newId() });
  const run = async (kind: Kind, content: Buffer, format: Format = 'CSV') => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const declared = { ...key(), kind, format, sizeBytes: content.length, sha256 } as const;
    const { id, number } = await parts.importing.create(administrator, declared);
    const draft = await parts.importStore.draft(Readable.from([content]), content.length);
    await parts.importStore.keep(draft, id);
    await parts.imports.stored(id, 1);
    const mode = 'ALL_OR_NOTHING' as const;
    await parts.importing.run(administrator, { ...key(), number, version: 2, mode });
    return ended(id);
  };
  const ended = async (id: string) => {
    await importJob(parts).settle();
    return parts.imports.existing({ id });
  };
  const undone = async ({ number, version }: { readonly number: number; readonly version: number }) =>
    ended((await parts.importing.undo(administrator, { ...key(), number, version, reason: '导错文件' })).id);
  const exported = async (kind: Kind, actor = administrator, format: Format = 'CSV') => {
    const { url } = await parts.importing.export(actor, { ...key(), kind, format });
    return Buffer.from(await (await fetch(`http://127.0.0.1:${server.port}${url}`)).arrayBuffer());
  };
  const faultsOf = async (id: string) => {
    const [rows] = await parts.imports.faultsOf([id], undefined as never);
    if (!Array.isArray(rows)) throw new Error('no faults');
    return rows.map(({ row, column, problem }) => [row, column, problem]);
  };
  const csv = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));

  test('takes organizations with those above them, and announces them', async () => {
    const content = csv(ORGANIZATIONS, office('DEPT-NEW', ''), office('DEPT-NEW-2', 'DEPT-NEW'));
    expect(await run('ORGANIZATIONS', content)).toMatchObject({ state: 'IMPORTED', addedCount: 2 });
    const renamed = await run(
      'ORGANIZATIONS',
      csv(ORGANIZATIONS, office('DEPT-NEW', '', '改名局,New Bureau,新局,行业部门,')),
    );
    expect(renamed).toMatchObject({ updatedCount: 1 });
    const of = (code: string) => database.manager.findOneByOrFail(Organization, { code });
    expect(await of('DEPT-NEW')).toMatchObject({ name: '改名局', version: 2 });
    expect(await undone(renamed)).toMatchObject({ state: 'UNDONE', leftCount: 0 });
    expect(await of('DEPT-NEW')).toMatchObject({ name: '新局', version: 3 });
    await log.settle();
    const { events } = await log.read(0, { topics: ['OrganizationChanged'] }, 1_000);
    const versions = events
      .filter(({ payload }) => payload['code'] === 'DEPT-NEW')
      .map(({ payload }) => payload['version']);
    expect(versions).toEqual([1, 2, 3]);
  });

  test('finds unknown codes, and fields that it may not change', async () => {
    const bad = await run(
      'ORGANIZATIONS',
      csv(
        ORGANIZATIONS,
        office('DEPT-X', 'NONE-SUCH'),
        office('DEPT-WATER', '', '水务局,Water,水务,后督察组,2'),
      ),
    );
    expect([bad.state, await faultsOf(bad.id)]).toEqual([
      'REFUSED',
      [
        [2, '上级机构编码', 'notKnown'],
        [3, '平台级别', 'platformLevel'],
        [3, '类别', 'notChanged'],
      ],
    ]);
    const people = await run(
      'PEOPLE',
      csv(
        PEOPLE,
        'N0001,新人,,,DEPT-WATER',
        'N0002,新人,154,,NONE-SUCH',
        'N0003,新人,154,a\u202eb@zone.example,DEPT-WATER',
      ),
    );
    expect([people.state, await faultsOf(people.id)]).toEqual([
      'REFUSED',
      [
        [2, '手机', 'required'],
        [3, '单位编码', 'notKnown'],
        [4, '邮箱', 'matches'],
      ],
    ]);
  });

  test('takes people, who keep their pseudonym and telephone', async () => {
    const first = await run('PEOPLE', csv(PEOPLE, 'N0001,新人,15400000099,,DEPT-WATER'));
    expect(first).toMatchObject({ addedCount: 1 });
    const of = () => database.manager.findOneByOrFail(Person, { number: 'N0001' });
    const before = await of();
    const second = await run('PEOPLE', csv(PEOPLE, 'N0001,改名,,,DEPT-WATER'));
    expect(second).toMatchObject({ updatedCount: 1 });
    expect(await of()).toEqual({ ...before, name: '改名', version: 2 });
    expect(await undone(second)).toMatchObject({ state: 'UNDONE', leftCount: 0 });
    expect(await of()).toEqual({ ...before, version: 3 });
    expect(await undone(first)).toMatchObject({ state: 'UNDONE', leftCount: 0 });
    expect(await database.manager.findOneBy(Person, { number: 'N0001' })).toBeNull();
  });

  test('keeps rows that others may name, and gives the reason', async () => {
    const offices = await run('ORGANIZATIONS', csv(ORGANIZATIONS, office('DEPT-LEFT', '')));
    const left = await undone(offices);
    expect([left.leftCount, await faultsOf(left.id)]).toEqual([1, [[2, null, 'namedByOthers']]]);
    const people = await run('PEOPLE', csv(PEOPLE, 'N0101,甲,154,,DEPT-WATER', 'N0102,乙,154,,DEPT-WATER'));
    await run('APPOINTMENTS', csv(APPOINTMENTS, 'N0102,网格长,370871001,,2026-01-01,'));
    await run('PEOPLE', csv(PEOPLE, 'N0101,改名,154,,DEPT-WATER'));
    const kept = await undone(people);
    expect([kept.leftCount, await faultsOf(kept.id)]).toEqual([
      2,
      [
        [3, null, 'namedByOthers'],
        [2, null, 'changedSince'],
      ],
    ]);
    expect(await database.manager.countBy(Person, { number: In(['N0101', 'N0102']) })).toBe(2);
  });

  test('appoints people, keeps each in the audit, announces it, and ends it again', async () => {
    await run('PEOPLE', csv(PEOPLE, 'N0201,丙,154,,DEPT-WATER'));
    const bad = await run(
      'APPOINTMENTS',
      csv(
        APPOINTMENTS,
        'NONE,坐席,,,2026-01-01,',
        'N0201,网格长,,,2026-01-01,',
        'N0201,网格长,370871999,,2026-02-01,2026-01-01',
        'N0201,企业用户,,,2026-01-01,',
        'N0201,坐席,,91370871MA0000AAAA,2026-01-01,',
      ),
    );
    expect([bad.state, await faultsOf(bad.id)]).toEqual([
      'REFUSED',
      [
        [2, '工号', 'notKnown'],
        [3, '网格编码', 'required'],
        [4, '网格编码', 'notKnown'],
        [4, '离任日期', 'ordered'],
        [5, '统一社会信用代码', 'required'],
        [6, '统一社会信用代码', 'forbidden'],
      ],
    ]);
    const rows = ['N0201,网格长,370871001,,2026-01-01,', 'N0201,企业用户,,91370871MA0000AAAA,2026-01-01,'];
    const added = await run('APPOINTMENTS', csv(APPOINTMENTS, ...rows));
    expect(added).toMatchObject({ state: 'IMPORTED', addedCount: 2 });
    const ended = await run('APPOINTMENTS', csv(APPOINTMENTS, `${rows[0]}2026-03-01`, rows[1] ?? ''));
    expect(ended).toMatchObject({ updatedCount: 1, unchangedCount: 1 });
    const { id: personId } = await database.manager.findOneByOrFail(Person, { number: 'N0201' });
    const held = async () => {
      const found = await database.manager.find(Appointment, {
        where: { personId },
        order: { role: 'DESC' },
      });
      return found.map(({ role, organizationCode, until, version }) => [
        role,
        organizationCode,
        until,
        version,
      ]);
    };
    expect(await held()).toEqual([
      ['GRID_HEAD', 'DEPT-WATER', '2026-03-01', 2],
      ['ENTERPRISE_USER', 'DEPT-WATER', null, 1],
    ]);
    await undone(ended);
    const { leftCount } = await undone(added);
    expect(leftCount).toBe(1);
    expect(await held()).toEqual([
      ['GRID_HEAD', 'DEPT-WATER', null, 3],
      ['ENTERPRISE_USER', 'DEPT-WATER', '2026-01-01', 2],
    ]);
    await log.settle();
    const { events } = await log.read(0, { topics: ['AppointmentChanged'] }, 1_000);
    const told = events.filter(({ payload }) => payload['personNumber'] === 'N0201');
    expect(told.map(({ payload }) => payload['version'])).toEqual([1, 1, 2, 3, 2]);
    const audited = (await parts.audit.page(administrator, { kind: 'RIGHTS' }, { first: 50 })).rows;
    expect(audited.filter(({ subject }) => subject.startsWith('N0201'))).toMatchObject(
      Array.from({ length: 5 }, () => ({ action: 'runDirectoryImport', personId: administrator.id })),
    );
  });

  const square = (west: number, south: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + 0.01, south],
        [west + 0.01, south + 0.01],
        [west, south + 0.01],
        [west, south],
      ],
    ],
  });
  const feature = (code: string, geometry: object | null, more: object = {}) => ({
    type: 'Feature',
    properties: {
      网格编码: code,
      name: `网格${code}`,
      责任单位编码: 'PLATFORM-370871',
      color: 'red',
      ...more,
    },
    geometry,
  });
  const geoJson = (...features: readonly object[]): Buffer =>
    Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));

  test('takes grids with their land from GeoJSON, with new divisions, and gives them again', async () => {
    const names = { 行政区划名称: '新街道', 行政区划英文名称: 'New Street' };
    const street = feature('370871801', square(120, 40), names);
    const unit = feature('370871801001001', {
      type: 'MultiPolygon',
      coordinates: [square(120, 40).coordinates],
    });
    const added = await run('GRIDS', geoJson(street, unit), 'GEOJSON');
    expect([added.state, added.addedCount, await faultsOf(added.id)]).toEqual(['IMPORTED', 2, []]);
    const of = (code: string) => database.manager.findOneByOrFail(Grid, { code });
    expect(await of('370871801')).toMatchObject({
      level: 3,
      parentCode: '370871',
      divisionCode: '370871801',
      version: 1,
    });
    expect(await of('370871801001001')).toMatchObject({
      level: 4,
      parentCode: '370871801',
      divisionCode: '370871801',
      polygon: { type: 'MultiPolygon' },
    });
    expect(await database.manager.findOneByOrFail(Division, { code: '370871801' })).toMatchObject({
      name: '新街道',
      level: 'STREET',
      parentCode: '370871',
    });
    for (const format of ['GEOJSON', 'CSV', 'XLSX'] as const) {
      const again = await run('GRIDS', await exported('GRIDS', administrator, format), format);
      expect([format, again.state, again.unchangedCount, await faultsOf(again.id)]).toEqual([
        format,
        'IMPORTED',
        again.rowCount,
        [],
      ]);
    }
    const territory = new GridTerritory(parts.grids);
    const at = async (longitude: number) =>
      (await territory.containing({ longitude, latitude: 40.005 })).map(({ code }) => code);
    expect(await at(120.005)).toEqual(['370871801001001', '370871801']);
    const moved = await run('GRIDS', geoJson(feature('370871801001001', square(120.02, 40))), 'GEOJSON');
    expect(moved).toMatchObject({ updatedCount: 1 });
    expect([await at(120.005), await at(120.025)]).toEqual([['370871801'], ['370871801001001']]);
    await undone(moved);
    expect(await at(120.005)).toEqual(['370871801001001', '370871801']);
    const left = await undone(added);
    expect([left.leftCount, await faultsOf(left.id)]).toEqual([
      2,
      [
        [3, null, 'changedSince'],
        [2, null, 'namedByOthers'],
      ],
    ]);
    await log.settle();
    const { events } = await log.read(0, { topics: ['GridChanged'] }, 1_000);
    const versions = events.filter(({ channel }) => channel === '370871801001001');
    expect(versions.map(({ payload }) => payload['version'])).toEqual([1, 2, 3]);
  });

  test('finds faults of grids, and files that are no GeoJSON', async () => {
    const open = { type: 'Polygon', coordinates: [square(120, 40).coordinates[0]?.slice(1)] };
    const swapped = {
      type: 'Polygon',
      coordinates: [
        [
          [40, 120],
          [40, 121],
          [41, 121],
          [40, 120],
        ],
      ],
    };
    const bad = await run(
      'GRIDS',
      geoJson(
        feature('370871901001001', square(120, 40)),
        feature('370871902', open),
        feature('370871903', swapped),
        feature('370871904', null),
        feature('370871905', square(120, 40), { 责任单位编码: 'NONE', divisionCode: '370872' }),
        feature('370871906', { type: 'Point', coordinates: [120, 40] }),
      ),
      'GEOJSON',
    );
    expect([bad.state, await faultsOf(bad.id)]).toEqual([
      'REFUSED',
      [
        [2, '网格编码', 'notKnown'],
        [3, '范围', 'isArea'],
        [4, '范围', 'isArea'],
        [5, '范围', 'required'],
        [6, '责任单位编码', 'notKnown'],
        [6, '行政区划编码', 'notKnown'],
        [6, '行政区划名称', 'required'],
        [6, '行政区划英文名称', 'required'],
        [7, '范围', 'isArea'],
      ],
    ]);
    for (const [content, problem] of [
      ['{', 'notGeoJson'],
      ['{"type":"Feature"}', 'notGeoJson'],
      ['{"type":"FeatureCollection","features":[1]}', 'notGeoJson'],
      ['{"type":"FeatureCollection","features":[]}', 'headingsMissing'],
    ] as const) {
      const { id, state } = await run('GRIDS', Buffer.from(content), 'GEOJSON');
      expect([content, state, await faultsOf(id)]).toEqual([content, 'REFUSED', [[null, null, problem]]]);
    }
    const declared = { kind: 'PEOPLE', format: 'GEOJSON', sizeBytes: 1, sha256: '0'.repeat(64) } as const;
    await expect(parts.importing.create(administrator, { ...key(), ...declared })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  test('gives an empty table of each kind, which comes back without a row', async () => {
    for (const { kind } of parts.importKinds)
      for (const format of ['CSV', 'XLSX', 'GEOJSON'] as const) {
        const path = `/directory-imports/templates/${kind}.${format.toLowerCase()}`;
        const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
        const isOffered = format !== 'GEOJSON' || kind === 'GRIDS';
        expect([path, response.status]).toEqual([path, isOffered ? 200 : 404]);
        if (!isOffered) continue;
        const { state, rowCount } = await run(
          kind as Kind,
          Buffer.from(await response.arrayBuffer()),
          format,
        );
        expect([path, state, rowCount]).toEqual([path, 'IMPORTED', 0]);
      }
  });

  test('checks a grid behind a thousand others against the whole file', async () => {
    const names = { 行政区划名称: '新街道', 行政区划英文名称: 'New Street' };
    const street = feature('370871802', square(121, 40), names);
    const units = Array.from({ length: 1_100 }, (_, index) =>
      feature(`370871802${String(1_000_000 + index).slice(1)}`, square(121, 40)),
    );
    const { state, addedCount, id } = await run('GRIDS', geoJson(street, ...units), 'GEOJSON');
    expect([state, addedCount, await faultsOf(id)]).toEqual(['IMPORTED', 1_101, []]);
  });

  test('takes terminals and vehicles, and takes them back', async () => {
    const before = (await exported('ASSETS')).toString();
    const added = await run(
      'ASSETS',
      csv(ASSETS, 'VEH-901,巡查巡逻载具,甲型', 'TER-901,信息上报移动终端,乙型'),
    );
    expect([added.state, added.addedCount, await faultsOf(added.id)]).toEqual(['IMPORTED', 2, []]);
    const changed = await run(
      'ASSETS',
      csv(ASSETS, 'VEH-901,巡查巡逻载具,丙型', 'TER-901,信息上报移动终端,乙型'),
    );
    expect(changed).toMatchObject({ updatedCount: 1, unchangedCount: 1 });
    await undone(changed);
    expect(await undone(added)).toMatchObject({ state: 'UNDONE', leftCount: 0 });
    expect((await exported('ASSETS')).toString()).toBe(before);
  });

  test('reads its own export, which has telephones only for actors who may call', async () => {
    for (const kind of ['ORGANIZATIONS', 'PEOPLE', 'APPOINTMENTS', 'ASSETS'] as const) {
      const again = await run(kind, await exported(kind));
      expect([await faultsOf(again.id), again.state, again.unchangedCount]).toEqual([
        [],
        'IMPORTED',
        again.rowCount,
      ]);
    }
    const { phone } = await database.manager.findOneByOrFail(Person, { number: 'P0001' });
    expect((await exported('PEOPLE')).toString()).not.toContain(phone);
    expect((await exported('PEOPLE', calling)).toString()).toContain(phone);
    await expect(
      parts.importing.export(holder('OPERATOR'), { ...key(), kind: 'PEOPLE', format: 'CSV' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const kinds = (await parts.audit.page(administrator, {}, { first: 50 })).rows.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['IMPORT', 'EXPORT']));
  });
});
