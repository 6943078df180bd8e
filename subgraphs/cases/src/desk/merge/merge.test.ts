import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import {
  Journey,
  actorOf,
  environment,
  openBench,
  operator,
  raisedExceedance,
  shiftLeader,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import { metresBetween, refusalToMerge } from './duplicate.rule.ts';

describe('the suggestion of duplicates', () => {
  const earlier = {
    id: 'earlier',
    categoryCode: 'RIVER',
    supervisedObjectId: null,
    longitude: 116,
    latitude: 35,
    createdAt: new Date('2026-03-04T01:00:00.000Z'),
  };
  const later = { ...earlier, id: 'later', createdAt: new Date('2026-03-05T01:00:00.000Z') };
  const window = { duplicateMetres: 500, duplicateHours: 24 };
  /** A thousandth of a degree of latitude is about 111 metres. */
  const north = (degrees: number): number => 35 + degrees;

  test.each([
    ['the same place, at the end of the window', {}, null],
    ['itself', { id: 'earlier' }, 'sameMatterItself'],
    ['another category', { categoryCode: 'OTHER' }, 'sameMatterCategory'],
    ['no category', { categoryCode: null }, 'sameMatterCategory'],
    ['before it', { createdAt: new Date('2026-03-04T00:59:59.999Z') }, 'sameMatterAge'],
    ['a moment after the window', { createdAt: new Date('2026-03-05T01:00:00.001Z') }, 'sameMatterTime'],
    ['just near enough', { latitude: north(0.00449) }, null],
    ['just too far', { latitude: north(0.0045) }, 'sameMatterDistance'],
    ['an unknown place', { longitude: null }, 'sameMatterDistance'],
  ])('%s', (_name, more, refusal) => {
    expect(refusalToMerge({ ...later, ...more }, earlier, window)?.guard ?? null).toBe(refusal);
  });

  test('is at one place when it is about one enterprise', () => {
    const supervisedObjectId = newId();
    const there = { ...later, supervisedObjectId, latitude: 36 };
    expect(refusalToMerge(there, { ...earlier, supervisedObjectId }, window)).toBeNull();
    expect(metresBetween(there, earlier)).toBeCloseTo(111_195, 0);
  });
});

describe.each(testEngines())('merging on $name', (engine) => {
  let bench: CasesBench;
  let first: Journey;
  let second: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    first = await new Journey(bench).filed();
    bench.setNow('2026-03-05T01:00:00.000Z');
    second = await new Journey(bench).reported(raisedExceedance({ pollutantCode: 'w21003' }));
  });
  afterEach(() => bench.close());

  const merge = async (from: Journey, into: Journey, actor = operator) =>
    bench.merging.merge(actor, { ...(await from.input()), intoCaseId: into.caseId });
  const suggested = async (of: Journey, actor = operator) => {
    const [found] = await bench.duplicates.suggestionsOf([of.caseId], { actor } as never);
    return (found as Array<{ id: string }>).map(({ id }) => id);
  };

  test('suggests the earlier case of the same matter, to those who may see it', async () => {
    expect(await suggested(second)).toEqual([first.caseId]);
    expect(await suggested(first)).toEqual([]);
    expect(await suggested(second, environment)).toEqual([]);
    const elsewhere = raisedExceedance({ outletId: newId(), enterpriseId: newId(), longitude: 116.7 });
    expect(await suggested(await new Journey(bench).reported(elsewhere))).toEqual([]);
  });

  test('merges the later case into the earlier one, parts them again, and both histories record it', async () => {
    await expect(merge(first, second)).rejects.toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await expect(merge(second, second)).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    await expect(merge(second, first, actorOf('GRID_HEAD', { grid: '370871001' }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const merged = await merge(second, first);
    expect(merged).toMatchObject({ state: 'MERGED', stateBefore: 'REPORTED', mergedIntoId: first.caseId });
    expect((await first.current()).version).toBe(3);
    const [joined] = await bench.duplicates.mergedInto([first.caseId], { actor: operator } as never);
    expect(joined).toMatchObject([{ id: second.caseId }]);
    expect(await suggested(await new Journey(bench).reported(third()))).toEqual([first.caseId]);
    const parted = await bench.merging.unmerge(operator, await second.input());
    expect(parted).toMatchObject({ state: 'REPORTED', stateBefore: null, mergedIntoId: null });
    const actions = async (of: Journey) =>
      (await bench.lines.wholeOf([of.caseId])).flat().map(({ action }) => action);
    expect((await actions(first)).slice(-2)).toEqual(['merge', 'unmerge']);
    expect((await actions(second)).slice(-2)).toEqual(['merge', 'unmerge']);
  });

  /** F19 in both forms. */
  test.each([
    [
      'rejected',
      async (into: Journey): Promise<unknown> =>
        bench.filing.reject(operator, { ...(await into.input()), reason: '不属监管范围' }),
    ],
    [
      'void',
      async (into: Journey): Promise<unknown> => {
        await bench.voiding.request(operator, { ...(await into.input()), reason: '重复立案' });
        const leader = { ...shiftLeader, id: 'another leader' };
        return bench.voiding.decide(leader, { ...(await into.input()), decision: 'APPROVED', note: '属实' });
      },
    ],
  ])('releases the cases merged into a case that is %s, and notifies the desk', async (_how, end) => {
    const into = await new Journey(bench).reported(raisedExceedance({ pollutantCode: 'w01001' }));
    bench.setNow('2026-03-05T02:00:00.000Z');
    const later = await new Journey(bench).reported(raisedExceedance({ pollutantCode: 'w21011' }));
    await merge(later, into);
    await end(into);
    expect(await later.current()).toMatchObject({ state: 'REPORTED', stateBefore: null, mergedIntoId: null });
    const lines = async (of: Journey) =>
      (await bench.lines.wholeOf([of.caseId])).flat().map(({ action, note }) => [action, note]);
    expect((await lines(later)).at(-1)).toEqual(['release', (await into.current()).number]);
    expect((await lines(into)).at(-1)).toEqual(['release', (await later.current()).number]);
    expect((await bench.announced('CaseChanged')).at(-1)).toMatchObject({
      caseId: later.caseId,
      action: 'release',
      from: 'MERGED',
      state: 'REPORTED',
    });
    const worklist = { now: new Date(), states: ['REPORTED' as const] };
    const page = await bench.cases.page(worklist, 'CREATED_AT', operator, { first: 10 });
    expect(page.rows.map(({ id }) => id)).toContain(later.caseId);
  });

  const third = () => raisedExceedance({ pollutantCode: 'w01001' });
});
