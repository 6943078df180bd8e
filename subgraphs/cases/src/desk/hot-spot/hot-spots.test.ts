import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { validate } from 'class-validator';
import { newId } from '@ecogrid/database';
import { plansOf, testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import {
  Journey,
  actorOf,
  environment,
  openBench,
  operator,
  positionIn,
  publicActor,
  raisedExceedance,
  shiftLeader,
  type CasesBench,
  withRoles,
} from '../../testing/cases.builder.ts';
import { Case } from '../../case/index.ts';
import { MOST_CATEGORIES } from '../../codes/index.ts';
import { CaseDailyCount } from './index.ts';
import { HotSpotArguments } from './hot-spot.input.ts';
import { countedAs } from './hot-spot.rule.ts';

/** In the first street twice, once in another of its grids; in the second street once. */
const [HERE, NEXT, ELSEWHERE] = ['370871001001001', '370871001002001', '370871002001001'];
const WEEK = { from: '2026-03-04', to: '2026-03-10', level: 'UNIT_GRID', first: 10 } as const;

describe.each(testEngines())('hot spots on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
    await at('2026-03-03T15:00:00.000Z', HERE);
    const closed = await at('2026-03-03T16:00:00.000Z', HERE);
    await closed.acceptedAndFiled();
    await at('2026-03-05T01:00:00.000Z', NEXT, 'a21026');
    await at('2026-03-10T15:59:59.999Z', ELSEWHERE);
    await at('2026-03-10T16:00:00.000Z', ELSEWHERE);
    const voided = await (await at('2026-03-06T01:00:00.000Z', HERE)).acceptedAndFiled();
    await bench.voiding.request(operator, { ...(await voided.input()), reason: '重复立案' });
    const decision = { decision: 'APPROVED', note: '确属重复' } as const;
    await bench.voiding.decide(shiftLeader, { ...(await voided.input()), ...decision });
    const rejected = await at('2026-03-06T01:00:00.000Z', HERE);
    await bench.filing.reject(operator, { ...(await rejected.input()), reason: '不属实' });
    const moved = await at('2026-03-07T01:00:00.000Z', HERE);
    const place = positionIn(ELSEWHERE);
    await bench.moving.move(operator, { ...(await moved.input()), reason: '坐标有误', place });
  });
  afterAll(() => bench.close());

  async function at(iso: string, grid: string, pollutantCode = 'w01018'): Promise<Journey> {
    bench.setNow(iso);
    const raised = { outletId: newId(), gridCode: grid, pollutantCode, ...positionIn(grid) };
    return new Journey(bench, raisedExceedance(raised)).reported();
  }
  const found = async (actor: Actor, more: object = {}) => {
    const received = await bench.hotSpots.find(actor, { ...WEEK, ...more });
    return (
      received && received.spots.map(({ grid, opened, openedBefore }) => [grid.code, opened, openedBefore])
    );
  };

  test('are the grids of the cases opened in the period, beside the period before', async () => {
    expect(await found(operator)).toEqual([
      [ELSEWHERE, 2, 0],
      [NEXT, 1, 0],
      [HERE, 1, 1],
    ]);
    const whole = await bench.hotSpots.find(operator, { ...WEEK, first: 1 });
    const { spots, ...sums } = whole ?? { spots: [] };
    expect(sums).toEqual({
      previousFrom: '2026-02-25',
      previousTo: '2026-03-03',
      opened: 4,
      openedBefore: 1,
    });
    expect(spots.map(({ grid }) => grid.code)).toEqual([ELSEWHERE]);
  });

  test('are counted by category', async () => {
    const { spots } = (await bench.hotSpots.find(operator, { ...WEEK, level: 'STREET' })) ?? { spots: [] };
    const received = spots.map(({ grid, categories }) => [
      grid.code,
      ...categories.map(({ categoryCode, opened, openedBefore }) => [categoryCode, opened, openedBefore]),
    ]);
    expect(received).toEqual([
      ['370871002', ['WATER_EXCEEDANCE', 2, 0]],
      ['370871001', ['AIR_EXCEEDANCE', 1, 0], ['WATER_EXCEEDANCE', 1, 1]],
    ]);
  });

  test.each([
    [
      'streets',
      { level: 'STREET' },
      [
        ['370871002', 2, 0],
        ['370871001', 2, 1],
      ],
    ],
    [
      'cases within a grid',
      { within: '370871001' },
      [
        [NEXT, 1, 0],
        [HERE, 1, 1],
      ],
    ],
    ['a category', { categoryCode: 'AIR_EXCEEDANCE' }, [[NEXT, 1, 0]]],
    ['another day', { from: '2026-03-11', to: '2026-03-11' }, [[ELSEWHERE, 1, 1]]],
    ['a period without cases', { from: '2020-01-01', to: '2020-01-31' }, []],
  ])('are narrowed to %s', async (_what, wish, expected) => {
    expect(await found(operator, wish)).toEqual(expected);
  });

  test.each([
    [
      'the head of a street',
      actorOf('GRID_HEAD', { grid: '370871001' }),
      [
        [NEXT, 1, 0],
        [HERE, 1, 1],
      ],
    ],
    ['a grid member', actorOf('GRID_MEMBER', { grid: HERE }), [[HERE, 1, 1]]],
    ['the head of another street', actorOf('GRID_HEAD', { grid: '370871002' }), [[ELSEWHERE, 2, 0]]],
    ['the head of a street without cases', actorOf('GRID_HEAD', { grid: '370871003' }), []],
    ['a department', environment, null],
    ['an enterprise', actorOf('ENTERPRISE_USER'), null],
    ['a supervisor', withRoles(actorOf('SUPERVISOR'), 'SUPERVISOR') satisfies Actor, null],
    ['the public', publicActor, null],
  ] as const)('show to %s their own grids only', async (_name, actor, expected) => {
    expect(await found(actor)).toEqual(expected);
  });

  test('do not show the head of a street the cases of another street, also by a filter', async () => {
    expect(await found(actorOf('GRID_HEAD', { grid: '370871001' }), { within: '370871002' })).toEqual([]);
    const wider = await found(actorOf('GRID_HEAD', { grid: '370871001' }), { within: '370871' });
    expect(wider).toEqual([
      [NEXT, 1, 0],
      [HERE, 1, 1],
    ]);
  });

  test.each([
    ['ends before it begins', { from: '2026-03-05', to: '2026-03-04' }],
    ['is longer than a leap year', { from: '2024-01-01', to: '2025-01-01' }],
  ])('are refused for a period that %s', async (_what, period) => {
    await expect(found(operator, period)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  test('are counted by their stated maximum of categories, those of the most cases', async () => {
    const day = '2025-06-02';
    const counts = Array.from({ length: MOST_CATEGORIES + 1 }, (_, index) => ({
      day,
      gridCode: HERE,
      categoryCode: `CATEGORY_${index}`,
      opened: index + 1,
    }));
    const whole = await bench.database.transaction(async () => {
      const { manager } = bench.database;
      await manager.insert(CaseDailyCount, counts);
      const found = await bench.hotSpots.find(operator, { ...WEEK, from: day, to: day });
      await manager.delete(CaseDailyCount, { day });
      return found;
    });
    const opened = whole?.spots.map(({ categories }) => categories.map((each) => each.opened));
    expect(opened).toEqual([Array.from({ length: MOST_CATEGORIES }, (_, n) => MOST_CATEGORIES + 1 - n)]);
  });

  test('have stored counts equal to those of the cases', async () => {
    const keys = (await bench.database.manager.find(Case)).flatMap((row) => countedAs(row) ?? []);
    const expected = new Map<string, number>();
    for (const key of keys) expected.set(JSON.stringify(key), (expected.get(JSON.stringify(key)) ?? 0) + 1);
    const kept = (await bench.database.manager.find(CaseDailyCount)).filter(({ opened }) => opened !== 0);
    const text = ({ opened, day, gridCode, categoryCode }: CaseDailyCount) =>
      [JSON.stringify({ day, gridCode, categoryCode }), opened] as const;
    expect(kept.map(text).sort()).toEqual([...expected].sort());
  });

  test('are counted in the transaction of the case', async () => {
    const count = async () =>
      (await bench.database.manager.find(CaseDailyCount)).reduce((sum, { opened }) => sum + opened, 0);
    const before = await count();
    const failing = bench.database.transaction(async () => {
      await at('2026-03-07T01:00:00.000Z', HERE);
      throw new Error(`${await count()}`);
    });
    await expect(failing).rejects.toThrow(String(before + 1));
    expect(await count()).toBe(before);
  });

  test('are read in one statement, from the key of the counts', async () => {
    const plans = await plansOf(bench.database, () => found(operator));
    expect(plans.statements).toBe(1);
    expect(plans.faults.filter((fault) => /SCAN|ALL/.test(fault.split(' in ')[0] ?? ''))).toEqual([]);
  });
});

test('of hot spots no more than their stated maximum can be asked for', async () => {
  const faultsWith = async (first: number): Promise<string[]> => {
    const problems = await validate(Object.assign(new HotSpotArguments(), { first }));
    const own = problems.find(({ property }) => property === 'first');
    return Object.keys(own?.constraints ?? {});
  };
  expect([await faultsWith(100), await faultsWith(101)]).toEqual([[], ['max']]);
});
