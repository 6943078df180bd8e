import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import {
  Journey,
  actorOf,
  environment,
  freshKey,
  numberOf,
  openBench,
  operator,
  shiftLeader,
  water,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import { caseWorkflow } from '../../case/index.ts';

const head = actorOf('GRID_HEAD', { grid: '370871001' });
const elsewhere = actorOf('GRID_HEAD', { grid: '370871002' });
const inspector = actorOf('POST_SUPERVISION');
/** 09:00 on a Friday in Asia/Shanghai, thirty days after the closing. */
const LATER = '2026-04-03T01:00:00.000Z';

describe.each(testEngines())('looking back on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    journey = await new Journey(bench).closed();
  });
  afterEach(() => bench.close());

  const record = async (actor: Actor, outcome: 'PASSED' | 'FAILED', note?: string) =>
    bench.lookingBack.record(actor, { ...(await journey.input()), outcome, ...(note && { note }) });
  const listed = async (actor: Actor, dueTo?: string) =>
    (await bench.lookBacks.page({ states: ['DUE'], dueTo }, actor, { first: 10 })).rows;

  test('is scheduled at closing by the days of the category, for those who look', async () => {
    expect((await journey.current()).lookBackDueOn).toBe('2026-04-03');
    expect(await listed(head)).toMatchObject([{ caseId: journey.caseId, dueOn: '2026-04-03' }]);
    expect(await listed(head, '2026-04-02')).toEqual([]);
    expect(await listed(head, '2026-04-03')).toHaveLength(1);
    expect(await listed(elsewhere)).toEqual([]);
    expect(await listed(environment)).toEqual([]);
    expect(await listed(operator)).toHaveLength(1);
  });

  test('leaves a case closed when it passes, once', async () => {
    await expect(record(operator, 'PASSED')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(record(elsewhere, 'PASSED')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    bench.setNow(LATER);
    const begun = await bench.lookingBack.start(head, await journey.input());
    expect(begun.state).toBe('LOOKBACK');
    expect(caseWorkflow.available(inspector, begun)).toEqual(['recordLookBack']);
    const { closedAt } = begun;
    expect(await record(inspector, 'PASSED')).toMatchObject({
      state: 'CLOSED',
      closedAt,
      lookBackDueOn: null,
    });
    expect(await listed(operator)).toEqual([]);
    await expect(record(inspector, 'PASSED')).rejects.toMatchObject({ code: 'GUARD_FAILED' });
  });

  test('is recorded from its day on, and before it only for a reason', async () => {
    bench.setNow('2026-04-02T15:59:59.999Z');
    const early = { extensions: { details: { guard: 'notBeforeItsDay' } } };
    await expect(record(head, 'PASSED')).rejects.toMatchObject(early);
    expect((await journey.current()).lookBackDueOn).toBe('2026-04-03');
    bench.setNow('2026-04-02T16:00:00.000Z');
    expect(await record(head, 'PASSED')).toMatchObject({ state: 'CLOSED', lookBackDueOn: null });
  });

  test('is recorded before its day when the reason is said, which is kept', async () => {
    expect(await record(head, 'PASSED', '设施已拆除, 无需等待')).toMatchObject({ lookBackDueOn: null });
    const [lines = []] = await bench.lines.wholeOf([journey.caseId]);
    expect(lines.at(-1)).toMatchObject({ action: 'recordLookBack', note: '设施已拆除, 无需等待' });
  });

  test('reopens a case when it fails, and leads it to a second closing that announces only new facts', async () => {
    bench.setNow(LATER);
    await expect(record(head, 'FAILED')).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    const reopened = await record(head, 'FAILED', '问题反弹');
    expect(reopened).toMatchObject({
      state: 'REOPENED',
      closedAt: null,
      reopenCount: 1,
      lookBackDueOn: null,
    });
    const [failure] = await bench.lookBacks.ofCases([reopened.id], { actor: head } as never);
    expect(failure).toMatchObject([{ id: reopened.reopenedByLookBackId, state: 'FAILED', note: '问题反弹' }]);
    // Closed at the moment of filing: all five working days are left, and Monday the 6th is Tomb-sweeping.
    expect(reopened.dueAt?.toISOString()).toBe('2026-04-13T01:00:00.000Z');
    await bench.filing.file(shiftLeader, await journey.input());
    await bench.dispatching.dispatch(operator, {
      ...(await journey.input()),
      leadOrganizationCode: 'DEPT-WATER',
      assistingOrganizationCodes: [],
    });
    const [before, again] = await journey.tickets();
    expect(again?.number).toBe('2026-370871-000001-2');
    if (again) await journey.answer(again, water);
    const checkerNumber = numberOf('POST_SUPERVISION');
    await bench.checking.sendToCheck(operator, { ...(await journey.input()), checkerNumber });
    const failed = { outcome: 'FAILED' as const, reason: '未整改', ticketIds: [before?.id ?? ''] };
    await expect(
      bench.checking.recordCheck(inspector, { ...(await journey.input()), ...failed }),
    ).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    const passed = { outcome: 'PASSED', ticketIds: [] } as const;
    await bench.checking.recordCheck(inspector, {
      ...(await journey.input()),
      ...passed,
      ticketIds: [],
      idempotencyKey: freshKey(),
    });
    const closed = await bench.closing.close(shiftLeader, await journey.input());
    expect(closed).toMatchObject({ state: 'CLOSED', lookBackDueOn: '2026-05-03' });
    expect(await listed(head)).toMatchObject([{ caseId: closed.id, dueOn: '2026-05-03' }]);
    expect(await bench.announced('LookBackFailed')).toMatchObject([
      { caseId: closed.id, leadOrganizationCode: 'DEPT-ENVIRONMENT', count: 1, note: '问题反弹' },
    ]);
    expect(await bench.announced('TicketSettled')).toMatchObject([
      { organizationCode: 'DEPT-ENVIRONMENT' },
      { organizationCode: 'DEPT-WATER' },
    ]);
    expect((await bench.announced('CaseFiled')).length).toBe(1);
    const running = (await bench.clocks.of(closed.id)).filter(({ endedAt }) => endedAt === null);
    expect(running).toEqual([]);
  });
});
