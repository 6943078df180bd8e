import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nestedPageKey } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { GraphContext } from '@ecogrid/subgraph';
import {
  Journey,
  actorOf,
  environment,
  freshKey,
  openBench,
  operator,
  raisedExceedance,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import { uploaded } from '../../testing/photos.builder.ts';
import type { Inspection, PopulationMember, PostSupervisionSample } from './index.ts';
import { drawn, populationHash } from './sample.rule.ts';

const inspector = actorOf('POST_SUPERVISION');
const head = actorOf('GRID_HEAD', { grid: '370871001' });
const MARCH = { closedFrom: '2026-03-01', closedTo: '2026-03-31', strata: 'NONE' } as const;
const POLLUTANTS = ['w01018', 'w21003', 'w21011', 'w21001', 'w01001', 'w00000'];
const SEED = '公开摇号 2026-03';

class Undone extends Error {}

describe.each(testEngines())('post-supervision on $name', (engine) => {
  let bench: CasesBench;
  let closed: Journey[];
  beforeAll(async () => {
    bench = await openBench(engine);
    closed = [];
    for (const pollutantCode of POLLUTANTS)
      closed.push(await new Journey(bench, raisedExceedance({ pollutantCode })).closed());
  });
  afterAll(() => bench.close());

  const contextOf = (actor: Actor): GraphContext => new GraphContext(actor, 'test', bench.log);
  const draw = (more: object = { size: 2 }, actor = inspector): Promise<string> =>
    bench.sampling.draw(actor, { ...MARCH, seed: SEED, idempotencyKey: freshKey(), ...more });
  const sampleOf = async (id: string): Promise<PostSupervisionSample> => {
    const [sample] = await bench.samples.byId([id], contextOf(operator));
    if (!sample || sample instanceof Error) throw new Error('the sample is there');
    return sample;
  };
  const populationOf = async (id: string): Promise<PopulationMember[]> => {
    const [page] = await bench.samples.populationOf([nestedPageKey(id, { first: 50 })], contextOf(operator));
    return (page as { rows: PopulationMember[] }).rows;
  };
  const inspectionsOf = async (sampleId: string): Promise<Inspection[]> =>
    (await bench.inspections.page(undefined, { first: 50 })).rows.filter(
      (each) => each.sampleId === sampleId,
    );
  const casesOf = async (sampleId: string): Promise<string[]> =>
    (await inspectionsOf(sampleId)).map(({ caseId }) => caseId).sort();
  const one = async (): Promise<{ inspection: Inspection; journey: Journey }> => {
    const [inspection] = await inspectionsOf(await draw({ size: 1 }));
    const journey = closed.find(({ caseId }) => caseId === inspection?.caseId);
    if (!inspection || !journey) throw new Error('a case was drawn');
    return { inspection, journey };
  };
  const record = (inspection: Inspection, more: object, actor = inspector): Promise<Inspection> =>
    bench.inspecting.record(actor, {
      inspectionId: inspection.id,
      version: inspection.version,
      idempotencyKey: freshKey(),
      outcome: 'PASSED',
      ...more,
    });

  /** Runs the work and rolls it back: the cases are closed once for all tests. */
  const undone = (work: () => Promise<void>) => async (): Promise<void> => {
    const attempt = async (): Promise<never> => {
      await work();
      throw new Undone();
    };
    await bench.database.transaction(attempt).catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  };
  const drawnAndUndone = async (more: object): Promise<{ hash: string; cases: string[] }> => {
    let found = { hash: '', cases: [] as string[] };
    await undone(async () => {
      const id = await draw(more);
      found = { hash: (await sampleOf(id)).populationHash, cases: await casesOf(id) };
    })();
    return found;
  };

  test('draws the same sample again by the same seed from the same population', async () => {
    const [first, again] = [await drawnAndUndone({ size: 3 }), await drawnAndUndone({ size: 3 })];
    expect(first.cases).toHaveLength(3);
    expect(again).toEqual(first);
    const others = ['another one', 'yet another', 'and a third'].map((seed) =>
      drawnAndUndone({ size: 3, seed }),
    );
    const different = (await Promise.all(others)).filter(({ cases }) => cases.join() !== first.cases.join());
    expect(different.length).toBeGreaterThan(0);
  });

  test(
    'keeps with a sample all values that reproduce it',
    undone(async () => {
      const id = await draw({ size: 3, strata: 'CATEGORY' });
      const sample = await sampleOf(id);
      const population = await populationOf(id);
      expect(sample).toMatchObject({ populationCount: 6, sampleCount: 3, seed: SEED, drawnBy: inspector.id });
      expect(population.map(({ caseId }) => caseId).sort()).toEqual(
        closed.map(({ caseId }) => caseId).sort(),
      );
      expect(populationHash(population.map(({ caseId }) => caseId))).toBe(sample.populationHash);
      const again = drawn(population, sample.seed, { size: sample.size ?? 0 });
      expect([...again].sort()).toEqual(await casesOf(id));
      expect(await bench.announced('SampleDrawn')).toMatchObject([
        {
          sampleId: id,
          seed: SEED,
          populationCount: 6,
          sampleCount: 3,
          populationHash: sample.populationHash,
        },
      ]);
    }),
  );

  test(
    'draws a seed when none is given, and another one each time',
    undone(async () => {
      const [first, second] = [
        await draw({ size: 1, seed: undefined }),
        await draw({ size: 1, seed: undefined }),
      ];
      const seeds = [(await sampleOf(first)).seed, (await sampleOf(second)).seed];
      expect(seeds[0]).toMatch(/^[0-9a-f]{32}$/);
      expect(seeds[1]).not.toBe(seeds[0]);
    }),
  );

  test(
    'draws no case that awaits an inspection already, and one retried draw only once',
    undone(async () => {
      const input = { ...MARCH, seed: SEED, size: 4, idempotencyKey: freshKey() };
      const first = await bench.sampling.draw(inspector, input);
      expect(await bench.sampling.draw(inspector, input)).toBe(first);
      const rest = await draw({ sharePercent: 100 });
      expect((await sampleOf(rest)).populationCount).toBe(2);
      expect([...(await casesOf(first)), ...(await casesOf(rest))].sort()).toEqual(
        closed.map(({ caseId }) => caseId).sort(),
      );
      await expect(draw()).rejects.toMatchObject({ extensions: { details: { guard: 'populationBounded' } } });
    }),
  );

  test.each<[string, object, string]>([
    ['neither size nor share', { size: undefined }, 'INPUT_INVALID'],
    ['both', { size: 1, sharePercent: 5 }, 'INPUT_INVALID'],
    ['a period that ends before it begins', { closedTo: '2026-02-28' }, 'INPUT_INVALID'],
    ['a period in which nothing was closed', { closedFrom: '2026-03-05' }, 'GUARD_FAILED'],
    ['another street', { within: '370871005' }, 'GUARD_FAILED'],
    ['another category', { categoryCode: 'NOISE' }, 'GUARD_FAILED'],
  ])('draws nothing from %s', async (_what, more, code) => {
    await expect(draw({ size: 1, ...more })).rejects.toMatchObject({ code });
    expect((await bench.samples.page({ first: 5 })).rows).toEqual([]);
  });

  test(
    'draws for the post-supervision group alone',
    undone(async () => {
      for (const actor of [operator, head, environment, actorOf('SHIFT_LEADER')])
        await expect(draw({ size: 1 }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }),
  );

  test(
    'leaves a case closed that passes, with findings and photos, and says so in its history',
    undone(async () => {
      const { inspection, journey } = await one();
      const purpose = { purpose: 'INSPECTION', subjectId: inspection.id } as const;
      const photo = await uploaded(bench, inspector, purpose);
      const recorded = await record(inspection, { findings: '设施运行正常', photoIds: [photo] });
      expect(recorded).toMatchObject({ state: 'PASSED', findings: '设施运行正常', recordedBy: inspector.id });
      expect(await journey.current()).toMatchObject({ state: 'CLOSED', reopenCount: 0 });
      const [photos] = await bench.attachments.ofHolders([inspection.id], contextOf(inspector));
      expect(photos).toMatchObject([{ id: photo }]);
      const [lines = []] = await bench.lines.wholeOf([journey.caseId]);
      const received = lines.filter(({ thing }) => thing === 'INSPECTION' || thing === 'PHOTO');
      expect(received).toMatchObject([
        {
          action: 'draw',
          to: 'DUE',
          actorId: inspector.id,
          actorRole: 'POST_SUPERVISION',
          channel: 'GRAPHQL',
        },
        { action: 'attach', thing: 'PHOTO' },
        { action: 'record', from: 'DUE', to: 'PASSED', actorId: inspector.id, note: '设施运行正常' },
      ]);
      expect(await bench.history.verified([journey.caseId], contextOf(operator))).toEqual([true]);
      expect(await bench.announced('InspectionRecorded')).toMatchObject([{ outcome: 'PASSED' }]);
    }),
  );

  test(
    'reopens a case that fails: its look-back fails with it, is linked and scores',
    undone(async () => {
      const { inspection, journey } = await one();
      const [due] = await bench.lookBacks.ofCases([journey.caseId], contextOf(operator));
      await expect(record(inspection, { outcome: 'FAILED' })).rejects.toMatchObject({ code: 'GUARD_FAILED' });
      const failed = await record(inspection, { outcome: 'FAILED', findings: '治污设施停用' });
      expect(failed).toMatchObject({ state: 'FAILED', version: 2 });
      expect(await journey.current()).toMatchObject({
        state: 'REOPENED',
        reopenCount: 1,
        closedAt: null,
        lookBackDueOn: null,
        reopenedByLookBackId: failed.lookBackId,
      });
      const [lookBacks] = await bench.lookBacks.ofCases([journey.caseId], contextOf(operator));
      expect((due as Array<{ id: string }>).map(({ id }) => id)).toEqual([failed.lookBackId]);
      expect(lookBacks).toMatchObject([{ state: 'FAILED', note: '治污设施停用', recordedBy: inspector.id }]);
      expect(await bench.announced('LookBackFailed')).toMatchObject([
        { caseId: journey.caseId, lookBackId: failed.lookBackId, count: 1, note: '治污设施停用' },
      ]);
    }),
  );

  test(
    'reopens a case whose look-back has passed by one of today',
    undone(async () => {
      const { inspection, journey } = await one();
      await bench.lookingBack.record(inspector, {
        ...(await journey.input()),
        outcome: 'PASSED',
        note: '已查看',
      });
      const { lookBackId } = await record(inspection, { outcome: 'FAILED', findings: '问题反弹' });
      const [lookBacks] = await bench.lookBacks.ofCases([journey.caseId], contextOf(operator));
      expect(lookBacks).toMatchObject([
        { state: 'PASSED' },
        { id: lookBackId, state: 'FAILED', dueOn: '2026-03-04' },
      ]);
    }),
  );

  test(
    'waits while its case is looked back at, and is recorded once, by the group alone',
    undone(async () => {
      const { inspection, journey } = await one();
      await bench.lookingBack.start(head, await journey.input());
      await expect(record(inspection, {})).rejects.toMatchObject({ code: 'GUARD_FAILED' });
      await bench.lookingBack.record(head, { ...(await journey.input()), outcome: 'PASSED', note: '已查看' });
      await expect(record(inspection, {}, operator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      for (const actor of [head, environment])
        await expect(record(inspection, {}, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(record({ ...inspection, version: 7 }, {})).rejects.toMatchObject({
        code: 'VERSION_STALE',
      });
      await record(inspection, {});
      await expect(record(inspection, {})).rejects.toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    }),
  );

  test(
    'shows samples and inspections to those who see every closed case',
    undone(async () => {
      const { inspection } = await one();
      for (const [actor, isShown] of [
        [operator, true],
        [inspector, true],
        [head, false],
        [environment, false],
      ] as const) {
        const context = contextOf(actor);
        const [byId] = await bench.inspections.byId([inspection.id], context);
        const [sample] = await bench.samples.byId([inspection.sampleId], context);
        const [ofCase] = await bench.inspections.ofCases([inspection.caseId], context);
        expect([byId !== null, sample !== null, (ofCase as unknown[]).length > 0]).toEqual([
          isShown,
          isShown,
          isShown,
        ]);
      }
    }),
  );
});
