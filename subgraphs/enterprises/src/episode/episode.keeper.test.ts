import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { countingStatements, newId } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { WATCHED, aSeededDistrict, type SeededDistrict } from '../enterprises.builder.ts';
import { LimitRule } from '../limit-rule/index.ts';
import { Outlet } from '../outlet/index.ts';
import type { Reading } from '../reading/index.ts';
import { Episode, type Judged } from './index.ts';

const AT = new Date('2026-08-01T01:00:00.000Z');

describe.each(testEngines())('the episodes of a group of packets on $name', (engine) => {
  let district: SeededDistrict;
  let rule: LimitRule;
  let outlet: Outlet;
  beforeEach(async () => {
    district = await aSeededDistrict(engine);
    const { manager } = district.database;
    rule = await manager.findOneByOrFail(LimitRule, { averaging: 'REAL_TIME', outletId: WATCHED.outlet.id });
    outlet = await manager.findOneByOrFail(Outlet, { id: WATCHED.outlet.id });
  });
  afterEach(() => district.close());

  const judged = (deviceId: string, value: string, minute: number): Judged => {
    const receivedAt = new Date(AT.getTime() + minute * 60_000);
    const of = { deviceId, monitorPointId: deviceId, pollutantCode: 'w01018', unit: 'mg/L' };
    return {
      reading: { ...of, value, measuredAt: receivedAt, correctedAt: null } as Reading,
      receivedAt,
      outlet,
      enterprise: WATCHED.enterprise,
      pollutantName: 'COD',
      ruledOut: [],
      verdicts: [{ rule, broken: Number(value) > 100 ? { bound: 'UPPER', limit: '100' } : null }],
      exceedanceIds: new Map(),
    };
  };
  const statementsOf = async (group: readonly Judged[]): Promise<number> => {
    const count = { statements: 0 };
    const { database, repositories } = district;
    await countingStatements(count, () =>
      database.transaction(() => repositories.episodeKeeper.follow(group)),
    );
    return count.statements;
  };

  test('cost as many statements for a hundred devices as for one, and none where no value is beyond its limit', async () => {
    const devices = Array.from({ length: 100 }, () => newId());
    const group = (of: readonly string[], value: string, minute: number): Judged[] =>
      of.map((device) => judged(device, value, minute));
    // The first group reads all live ones; the second costs the transaction alone.
    const [first, idle] = [
      await statementsOf(group(['warm'], '1', 0)),
      await statementsOf(group(devices, '1', 0)),
    ];
    expect(first - idle).toBe(1);
    const [one = '', ...others] = devices;
    const opened = await statementsOf(group([one], '150', 1));
    // The episodes before, and the insertion.
    expect(opened - idle).toBe(2);
    expect(await statementsOf(group(others, '150', 1))).toBe(opened);
    const grown = await statementsOf(group([one], '160', 2));
    expect(grown - idle).toBe(1);
    expect(await statementsOf(group(devices, '170', 3))).toBe(grown);
    expect(await statementsOf(group(['other'], '1', 4))).toBe(idle);
  });

  test('that ends in the group in which it opened is linked to the next of that group', async () => {
    const { endsAfter } = rule;
    const device = newId();
    const good = Array.from({ length: endsAfter }, (_, index) => judged(device, '1', index + 2));
    await statementsOf([judged(device, '150', 1), ...good, judged(device, '150', endsAfter + 2)]);
    const [first, second, ...more] = await district.database.manager.find(Episode, { order: { id: 'ASC' } });
    expect(more).toEqual([]);
    expect([first?.state, second?.state, second?.previousId]).toEqual(['ENDED', 'OPEN', first?.id]);
  });
});
