import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import {
  PUBLIC_ACTOR,
  ROLES,
  audienceOf,
  rightOf,
  type Actor,
  type Right,
  type Role,
} from '@ecogrid/identity';
import { Device, canReadDevice } from './device/index.ts';
import { aSeededDistrict, anActor, WATCHED, type SeededDistrict } from './enterprises.builder.ts';
import { MonitorPoint } from './monitor-point/index.ts';
import { canReadSite } from './site/index.ts';
import { SupervisedObject, canReadObjectSite } from './supervised-object/index.ts';

const STREET = '370871001';
const UNIT = '370871001001001';
const own = WATCHED.enterprise.creditCode;
const everyPlace: readonly Role[] = ROLES;
const withRights = (...rights: Right[]): Actor => ({ ...PUBLIC_ACTOR, kind: 'PERSON', id: 'p', rights });
const actors: Actor[] = [
  PUBLIC_ACTOR,
  ...everyPlace.map((role) => anActor(role)),
  ...everyPlace.map((role) => anActor(role, { grid: STREET })),
  ...everyPlace.map((role) => anActor(role, { grid: UNIT, enterprise: own })),
  audienceOf(anActor('GRID_HEAD', { grid: STREET })),
  // The scope of one role says nothing about the other.
  withRights(
    rightOf('GRID_MEMBER', { grid: UNIT }),
    rightOf('SUPERVISOR', { grid: '370871002' }),
    rightOf('GRID_HEAD', { grid: '370871003' }),
    rightOf('ENTERPRISE_USER', { enterprise: own }),
  ),
];

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'the rule on rows, on %s',
  (_name, engine) => {
    let district: SeededDistrict;
    beforeAll(async () => {
      district = await aSeededDistrict(engine);
    });
    afterAll(() => district.close());
    const PAGE = { first: 200 };

    test('agrees with the rule on one row, for every actor and every object, point and device', async () => {
      const { database, repositories } = district;
      const all = {
        objects: await database.manager.find(SupervisedObject),
        points: await database.manager.find(MonitorPoint),
        devices: await database.manager.find(Device),
      };
      const seen: number[] = [];
      for (const actor of actors) {
        const found = {
          enterprises: await repositories.enterprises.page(actor, { within: '370871' }, PAGE),
          objects: await repositories.objects.page(actor, { within: '370871' }, PAGE),
          points: await repositories.points.page(actor, {}, PAGE),
          devices: await repositories.devices.page(actor, {}, PAGE),
        };
        const expected = {
          objects: all.objects.filter((row) => canReadObjectSite(actor, row)),
          points: all.points.filter((row) => canReadSite(actor, row)),
          devices: all.devices.filter((row) => canReadDevice(actor, row)),
        };
        const enterprises = expected.objects.filter(({ kind }) => kind === 'ENTERPRISE');
        expect(ids(found.objects.rows)).toEqual(ids(expected.objects));
        expect(ids(found.enterprises.rows)).toEqual(ids(enterprises));
        expect(ids(found.points.rows)).toEqual(ids(expected.points));
        expect(ids(found.devices.rows)).toEqual(ids(expected.devices));
        seen.push(expected.points.length);
      }
      expect(new Set(seen).size).toBeGreaterThan(3);
    });
  },
);

function ids(rows: ReadonlyArray<{ id: string }>): string[] {
  return rows.map(({ id }) => id).sort();
}
