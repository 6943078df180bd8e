import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countingStatements, keysetPage } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { aSeededDistrict, type SeededDistrict } from './enterprises.builder.ts';
import { Outlet } from './outlet/index.ts';
import { keysetPages } from './paging/index.ts';

const ORDER = { property: 'enterpriseCode', direction: 'DESC' } as const;

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'pages of many parents at once, on %s',
  (_name, engine) => {
    let district: SeededDistrict;
    beforeAll(async () => {
      district = await aSeededDistrict(engine);
    });
    afterAll(() => district.close());

    const outletsIn = (street: string) =>
      district.database.manager
        .createQueryBuilder(Outlet, 'outlet')
        .where('outlet.gridCode LIKE :street', { street: `${street}%` });
    const streets = ['370871001', '370871002', '370871003', '999999999'];

    test('are the pages that each parent would get alone, in two statements', async () => {
      const alone = await Promise.all(
        streets.map((street) => keysetPage(outletsIn(street), ORDER, { first: 2 })),
      );
      const count = { statements: 0 };
      const together = await countingStatements(count, () =>
        keysetPages(
          district.database.manager,
          ORDER,
          streets.map((street) => ({ query: outletsIn(street), page: { first: 2 } })),
        ),
      );
      expect(together).toMatchObject(alone.map(({ rows, hasNextPage }) => ({ rows, hasNextPage })));
      expect(count.statements).toBe(2);
    });

    test('go on behind their cursors; a forged cursor spoils its own page only', async () => {
      const first = await keysetPage(outletsIn('370871001'), ORDER, { first: 2 });
      const after = first.cursorOf(first.rows[1]!);
      const next = await keysetPage(outletsIn('370871001'), ORDER, { first: 2, after });
      const wishes = [after, 'forged'].map((cursor) => ({
        query: outletsIn('370871001'),
        page: { first: 2, after: cursor },
      }));
      const [good, bad] = await keysetPages(district.database.manager, ORDER, wishes);
      expect(good).toMatchObject({ rows: next.rows });
      expect(bad).toMatchObject({ code: 'CURSOR_INVALID' });
    });
  },
);
