import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { grids } from '@ecogrid/seed-district';
import { testEngines } from '@ecogrid/database/testing';
import type { NewEvent } from '@ecogrid/events';
import { silentLogger } from '@ecogrid/service';
import { aSeededDistrict, WATCHED, type SeededDistrict } from './enterprises.builder.ts';
import { Outlet } from './outlet/index.ts';
import { gridConsumer } from './relocation/index.ts';
import { SupervisedObject } from './supervised-object/index.ts';

const grid = grids.find(({ code }) => code === '370871001001001')!;
const changed = (change: object): NewEvent => ({
  topic: 'GridChanged',
  channel: grid.code,
  aggregateId: grid.id,
  payload: { ...grid, version: 2, ...change },
  occurredAt: new Date('2026-03-01T00:00:00Z'),
});
const ELSEWHERE = {
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

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'a grid that changes, on %s',
  (_name, engine) => {
    let district: SeededDistrict;
    beforeEach(async () => {
      district = await aSeededDistrict(engine);
    });
    afterEach(() => district.close());

    /** Tells the events in order and waits for the effect of the last of them. */
    const take = async (...events: NewEvent[]): Promise<void> => {
      const { database, log } = district;
      await new Promise<void>((resolve, reject) => {
        const consumer = gridConsumer({
          database,
          logger: silentLogger,
          grids: district.repositories.grids,
          onMoved: () => void consumer.stop().then(resolve, reject),
        });
        void database
          .transaction(() => log.outbox.announce(...events))
          .then(() => consumer.start(log), reject);
      });
    };
    const gridOf = async (
      what: typeof SupervisedObject | typeof Outlet,
      id: string,
    ): Promise<string | null | undefined> =>
      (await district.database.manager.findOneBy(what, { id }))?.gridCode;

    test('objects and outlets get their current grid', async () => {
      expect(await gridOf(SupervisedObject, WATCHED.enterprise.id)).toBe(grid.code);
      await take(changed({ polygon: ELSEWHERE }));
      expect(await gridOf(SupervisedObject, WATCHED.enterprise.id)).toBe('370871001');
      expect(await gridOf(Outlet, WATCHED.outlet.id)).toBe('370871001');
    });

    test('an older or repeated event moves nothing', async () => {
      await take(changed({ polygon: ELSEWHERE, version: 1 }), changed({ version: 2 }));
      expect(await gridOf(Outlet, WATCHED.outlet.id)).toBe(grid.code);
    });
  },
);
