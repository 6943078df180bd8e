import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import {
  actorOf,
  environment,
  freshKey,
  openBench,
  operator,
  positionIn,
  shiftLeader,
  type CasesBench,
} from '../testing/cases.builder.ts';

const GRID = '370871001001001';
const member = actorOf('GRID_MEMBER', { grid: GRID });
const head = actorOf('GRID_HEAD', { grid: '370871001' });
const supervisor = actorOf('SUPERVISOR', { grid: GRID });

describe.each(testEngines())('the first reporter, on $name', (engine) => {
  let bench: CasesBench;
  beforeEach(async () => {
    bench = await openBench(engine);
  });
  afterEach(() => bench.close());

  const at = (time: string): void => bench.setNow(`2026-03-04T${time}:00.000Z`);
  const submit = async (actor: Actor): Promise<string> => {
    const said = { description: '河边堆放垃圾', categoryCode: 'SOLID_WASTE', place: positionIn(GRID) };
    return (await bench.reporting.submit(actor, { idempotencyKey: freshKey(), ...said })).id;
  };
  const review = async (actor: Actor, reportId: string, version: number): Promise<void> => {
    const decision = { reportId, version, decision: 'APPROVED', idempotencyKey: freshKey() } as const;
    await bench.reporting.review(actor, decision);
  };
  const adopt = async (reportId: string, caseId?: string): Promise<string> => {
    const { version } = await bench.reports.existing(reportId);
    const into = caseId ? { caseId } : { summary: '河道异味' };
    return (await bench.filing.adopt(operator, { reportId, version, idempotencyKey: freshKey(), ...into }))
      .id;
  };
  const on = async (caseId: string) => {
    const { version } = await bench.cases.existing(caseId);
    return { caseId, version, idempotencyKey: freshKey() };
  };
  const file = async (caseId: string): Promise<void> => {
    await bench.filing.accept(operator, await on(caseId));
    await bench.filing.file(shiftLeader, await on(caseId));
  };
  const merge = async (caseId: string, intoCaseId: string) =>
    bench.merging.merge(operator, { ...(await on(caseId)), intoCaseId });
  const unmerge = async (caseId: string) => bench.merging.unmerge(operator, await on(caseId));
  const creditOf = async (caseId: string): Promise<[report: string, reporter: string | null]> => {
    const { firstReportId, reporterId } = await bench.cases.existing(caseId);
    return [firstReportId, reporterId];
  };
  const received = async (): Promise<unknown[]> =>
    (await bench.announced('CaseCredited')).map(({ caseId, reporterId }) => [caseId, reporterId]);

  /** The member's report waits for the head while the desk opens and files a case of its own. */
  const overtaken = async () => {
    const early = await submit(member);
    at('01:10');
    const late = await submit(operator);
    const standing = await adopt(late);
    await file(standing);
    at('01:20');
    await review(head, early, 1);
    return { early, late, standing };
  };

  test('has the credit of a filed case, once, and is announced for scoring', async () => {
    const report = await submit(member);
    await review(head, report, 1);
    const caseId = await adopt(report);
    expect(await received()).toEqual([]);
    await file(caseId);
    expect(await received()).toEqual([[caseId, member.id]]);
  });

  test('gets the credit of a case that a later report opened, when both are merged, and gives it back when parted', async () => {
    const { early, late, standing } = await overtaken();
    const later = await adopt(early);
    const before = await bench.cases.existing(standing);
    await merge(later, standing);
    expect(await creditOf(standing)).toEqual([early, member.id]);
    expect((await bench.cases.existing(standing)).version).toBe(before.version);
    await unmerge(later);
    expect(await creditOf(standing)).toEqual([late, operator.id]);
    expect(await creditOf(later)).toEqual([early, member.id]);
    await file(later);
    expect(await received()).toEqual([
      [standing, operator.id],
      [standing, member.id],
      [standing, operator.id],
      [later, member.id],
    ]);
  });

  test('keeps the credit when a later report is merged, and nothing further is announced', async () => {
    const first = await submit(operator);
    const standing = await adopt(first);
    await file(standing);
    at('01:10');
    const second = await submit(member);
    await review(head, second, 1);
    const later = await adopt(second);
    await merge(later, standing);
    await unmerge(later);
    await merge(later, standing);
    expect(await creditOf(standing)).toEqual([first, operator.id]);
    expect(await received()).toEqual([[standing, operator.id]]);
  });

  test('gets the credit of a standing case into which the early report is adopted', async () => {
    const { early, standing } = await overtaken();
    await adopt(early, standing);
    expect(await creditOf(standing)).toEqual([early, member.id]);
    expect((await received()).at(-1)).toEqual([standing, member.id]);
  });

  test('is found through a case that was merged into one that was merged', async () => {
    const early = await submit(supervisor);
    const { standing, late, early: second } = await overtaken();
    const middle = await adopt(second);
    at('01:30');
    await review(member, early, 1);
    await review(head, early, 2);
    const last = await adopt(early);
    await merge(last, middle);
    await merge(middle, standing);
    expect(await creditOf(standing)).toEqual([early, supervisor.id]);
    await unmerge(last);
    expect(await creditOf(middle)).toEqual([second, member.id]);
    expect(await creditOf(standing)).toEqual([second, member.id]);
    await unmerge(middle);
    expect(await creditOf(standing)).toEqual([late, operator.id]);
  });

  test('is shown to those who may read the report, and to no department or enterprise', async () => {
    const { early, standing } = await overtaken();
    await merge(await adopt(early), standing);
    const [id] = await creditOf(standing);
    const seen = async (actor: Actor) => (await bench.reports.byId([id], { actor } as never))[0];
    for (const actor of [operator, head, member]) expect(await seen(actor)).toMatchObject({ id: early });
    for (const actor of [environment, actorOf('ENTERPRISE_USER'), supervisor])
      expect(await seen(actor)).toBeNull();
  });
});
