import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { PUBLIC_ACTOR, rightOf, type Actor } from '@ecogrid/identity';
import { importJob } from '@ecogrid/imports';
import { silentLogger } from '@ecogrid/service';
import { Initiation } from '../administration/index.ts';
import { GRIDS_MODEL, servedPartsOf } from '../features.ts';
import { GridTerritory } from '../grid/grid.territory.ts';

const DIVISION = '440305';
const STREETS = 4;
const UNITS = 6;
const SIDE = 0.01;
const administrator: Actor = {
  ...PUBLIC_ACTOR,
  kind: 'PERSON',
  id: newId(),
  rights: [rightOf('ADMINISTRATOR')],
};
const wish = {
  divisionCode: DIVISION,
  divisionName: '南山区',
  divisionNameEn: 'Nanshan District',
  platformEmail: 'platform@nanshan.example',
  platformPhone: '0755-1500000',
  personNumber: 'N0001',
  personName: '管理员',
  personPhone: '15400000001',
  subject: 'administrator of nanshan',
};
const streetOf = (street: number): string => `${DIVISION}00${street + 1}`;
const unitOf = (street: number, unit: number): string => `${streetOf(street)}00${unit + 1}001`;

/** A rectangle of so many squares, whose corner is so many squares from that of the district. */
function area(column: number, row: number, width: number, height: number) {
  const at = (x: number, y: number): [number, number] => [
    Number((113.9 + x * SIDE).toFixed(6)),
    Number((22.5 + y * SIDE).toFixed(6)),
  ];
  const [east, north] = [column + width, row + height];
  const ring = [at(column, row), at(east, row), at(east, north), at(column, north), at(column, row)];
  return { type: 'Polygon', coordinates: [ring] };
}

function grids(): Buffer {
  const feature = (code: string, geometry: object, more: object = {}) => ({
    type: 'Feature',
    properties: { code, name: `网格${code}`, responsibleOrganizationCode: `PLATFORM-${DIVISION}`, ...more },
    geometry,
  });
  const streets = Array.from({ length: STREETS }, (_, street) => {
    const names = { divisionName: `第${street + 1}街道`, divisionNameEn: `Street ${street + 1}` };
    const units = Array.from({ length: UNITS }, (__, unit) =>
      feature(unitOf(street, unit), area(unit, street, 1, 1)),
    );
    return [feature(streetOf(street), area(0, street, UNITS, 1), names), ...units];
  });
  const features = [feature(DIVISION, area(0, 0, UNITS, STREETS)), ...streets.flat()];
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
}

test.each(testEngines())(
  'a district of another division gets into an empty start on $name',
  async (engine) => {
    const { database, release } = await testDatabase(engine, GRIDS_MODEL);
    const log = await DatabaseEventLog.open({ database, source: 'grids', logger: silentLogger, misfitOf });
    const directory = mkdtempSync(join(tmpdir(), 'ecogrid-imports-'));
    const importFiles = { directory, secret: 'a secret of the tests alone' };
    const clock = { now: () => new Date('2026-03-03T02:00:00Z') };
    const parts = servedPartsOf({ database, outbox: log.outbox, clock, logger: silentLogger, importFiles });
    await new Initiation(parts).run(wish);
    importJob(parts).start();
    const imported = async (
      kind: Parameters<typeof parts.importing.create>[1]['kind'],
      content: Buffer,
      format: 'CSV' | 'GEOJSON' = 'CSV',
    ) => {
      const sha256 = createHash('sha256').update(content).digest('hex');
      const declared = { idempotencyKey: newId(), kind, format, sizeBytes: content.length, sha256 };
      const { id, number } = await parts.importing.create(administrator, declared);
      await parts.importStore.keep(
        await parts.importStore.draft(Readable.from([content]), content.length),
        id,
      );
      await parts.imports.stored(id, 1);
      const run = { idempotencyKey: newId(), number, version: 2, mode: 'ALL_OR_NOTHING' } as const;
      await parts.importing.run(administrator, run);
      await importJob(parts).settle();
      const { state, addedCount } = await parts.imports.existing({ id });
      return [kind, state, addedCount];
    };
    const csv = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));
    const found = [
      await imported(
        'ORGANIZATIONS',
        csv(
          '机构编码,名称,英文名称,简称,类别,上级机构编码,行政区划编码,转办邮箱,办公电话',
          `NS-WATER,南山水务局,Water,水务局,行业部门,PLATFORM-${DIVISION},${DIVISION},water@nanshan.example,0755-1`,
        ),
      ),
      await imported('GRIDS', grids(), 'GEOJSON'),
      await imported(
        'PEOPLE',
        csv(
          '工号,姓名,手机,单位编码',
          'N0002,甲,15400000002,NS-WATER',
          `N0003,乙,15400000003,PLATFORM-${DIVISION}`,
        ),
      ),
      await imported(
        'APPOINTMENTS',
        csv(
          '工号,角色,网格编码,任职日期',
          'N0002,行业部门经办人,,2026-01-01',
          `N0003,网格长,${streetOf(2)},2026-01-01`,
        ),
      ),
    ];
    expect(found).toEqual([
      ['ORGANIZATIONS', 'IMPORTED', 1],
      ['GRIDS', 'IMPORTED', 1 + STREETS * (1 + UNITS)],
      ['PEOPLE', 'IMPORTED', 2],
      ['APPOINTMENTS', 'IMPORTED', 2],
    ]);
    const place = { longitude: 113.9 + 3.5 * SIDE, latitude: 22.5 + 2.5 * SIDE };
    const holding = await new GridTerritory(parts.grids).containing(place);
    expect(holding.map(({ code, divisionCode }) => [code, divisionCode])).toEqual([
      [unitOf(2, 3), streetOf(2)],
      [streetOf(2), streetOf(2)],
      [DIVISION, DIVISION],
    ]);
    expect((await parts.divisions.list('STREET')).map(({ code }) => code)).toEqual(
      Array.from({ length: STREETS }, (_, street) => streetOf(street)),
    );
    await importJob(parts).stop();
    await log.close();
    await release();
  },
);
