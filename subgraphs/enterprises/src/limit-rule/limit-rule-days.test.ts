import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { aSeededDistrict, type SeededDistrict } from '../enterprises.builder.ts';
import { LimitRule } from './limit-rule.entity.ts';

describe.each(testEngines())('limits on $name', ({ ...engine }) => {
  let district: SeededDistrict;
  beforeAll(async () => {
    district = await aSeededDistrict(engine);
  });
  afterAll(() => district.close());

  test('are listed as they are in force on a day', async () => {
    const { limitRules } = district.repositories;
    const [rule] = (await limitRules.page({}, { first: 1 })).rows;
    if (!rule) throw new Error('the seed has limits');
    await district.database.transaction((manager) =>
      manager.update(LimitRule, { id: rule.id }, { effectiveFrom: '2025-02-01', effectiveTo: '2025-03-01' }),
    );
    const isListed = async (on?: string): Promise<boolean> => {
      const { rows } = await limitRules.page({ on, pollutantCode: rule.pollutantCode }, { first: 200 });
      return rows.some(({ id }) => id === rule.id);
    };
    const days = ['2025-01-31', '2025-02-01', '2025-02-28', '2025-03-01', undefined];
    expect(await Promise.all(days.map(isListed))).toEqual([false, true, true, false, true]);
  });
});
