import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { openBench, type CasesBench } from '../../testing/cases.builder.ts';
import { Category } from './category.entity.ts';

describe.each(testEngines())('categories on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
  });
  afterAll(() => bench.close());

  test('are listed as they are in force on a day', async () => {
    const span = { effectiveFrom: '2025-02-01', effectiveTo: '2025-03-01' };
    await bench.database.transaction((manager) => manager.update(Category, { code: 'RIVER' }, span));
    const isListed = async (day?: string): Promise<boolean> =>
      (await bench.categories.categories(day)).some(({ code }) => code === 'RIVER');
    const days = ['2025-01-31', '2025-02-01', '2025-02-28', '2025-03-01', undefined];
    expect(await Promise.all(days.map(isListed))).toEqual([false, true, true, false, true]);
  });
});
