import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import {
  actorOf,
  freshKey,
  openBench,
  operator,
  positionIn,
  publicActor,
  raisedExceedance,
  shiftLeader,
  type CasesBench,
  withRoles,
} from '../testing/cases.builder.ts';
import { caseWorkflow } from '../case/index.ts';

describe.each(testEngines())('reports on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
  }, 60_000);
  afterAll(() => bench.close());

  test('takes a report of the public only with a place, verified before adoption', async () => {
    const place = { longitude: raisedExceedance().longitude, latitude: raisedExceedance().latitude };
    const submit = (more: object) =>
      bench.reporting.submit(publicActor, { idempotencyKey: freshKey(), description: '河水发黑', ...more });
    await expect(submit({})).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(submit({ place, idempotencyKey: 'short-key' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_WEAK',
    });
    await expect(submit({ place: { longitude: 0, latitude: 0 } })).rejects.toMatchObject({
      code: 'PLACE_OUTSIDE',
    });
    await expect(submit({ place, channelCode: 'MEMBER' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const report = await submit({ place, categoryCode: 'RIVER' });
    expect(report).toMatchObject({ state: 'RECEIVED', gridCode: '370871001001001', channelCode: 'PUBLIC' });
    const on = () => ({ reportId: report.id, idempotencyKey: freshKey() });
    await expect(bench.filing.adopt(operator, { ...on(), version: 1 })).rejects.toMatchObject({
      code: 'GUARD_FAILED',
    });
    const elsewhere = actorOf('GRID_MEMBER', { grid: '370871002001001' });
    await expect(
      bench.reporting.verify(elsewhere, { ...on(), version: 1, answer: 'TRUE' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await bench.reporting.verify(actorOf('GRID_MEMBER', { grid: '370871001001001' }), {
      ...on(),
      version: 1,
      answer: 'TRUE',
    });
    const opened = await bench.filing.adopt(operator, { ...on(), version: 2 });
    expect(opened).toMatchObject({ state: 'REPORTED', verification: 'TRUE', categoryCode: 'RIVER' });
    expect(caseWorkflow.available(operator, opened)).toContain('accept');
  });

  test('lets no level of review be skipped', async () => {
    const grid = '370871001001001';
    const report = await bench.reporting.submit(actorOf('SUPERVISOR', { grid }), {
      idempotencyKey: freshKey(),
      description: '工地扬尘',
      object: { kind: 'CONSTRUCTION_SITE', name: '示例工地' },
    });
    expect(report.reviewLevels).toEqual(['UNIT', 'STREET']);
    const review = (role: 'GRID_MEMBER' | 'GRID_HEAD', version: number) =>
      bench.reporting.review(actorOf(role, { grid: role === 'GRID_HEAD' ? '370871001' : grid }), {
        ...{ reportId: report.id, version, decision: 'APPROVED', idempotencyKey: freshKey() },
      });
    await expect(review('GRID_HEAD', 1)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await review('GRID_MEMBER', 1)).state).toBe('UNDER_REVIEW');
    const adopt = (version: number) =>
      bench.filing.adopt(operator, { reportId: report.id, version, idempotencyKey: freshKey() });
    await expect(adopt(2)).rejects.toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    expect((await review('GRID_HEAD', 2)).state).toBe('RECEIVED');
    const opened = await adopt(3);
    await bench.filing.accept(operator, { caseId: opened.id, version: 1, idempotencyKey: freshKey() });
    const file = { caseId: opened.id, version: 2, idempotencyKey: freshKey() };
    await expect(bench.filing.file(shiftLeader, file)).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    await expect(bench.filing.file(operatorOnly(), { ...file, categoryCode: 'OTHER' })).rejects.toMatchObject(
      { code: 'FORBIDDEN' },
    );
    const filed = await bench.filing.file(shiftLeader, { ...file, categoryCode: 'CONSTRUCTION_DUST' });
    expect(filed).toMatchObject({ state: 'FILED', gridCode: grid });
    expect(filed.dueAt?.toISOString()).toBe('2026-03-09T01:00:00.000Z');
  });

  test.each([
    { name: 'a grid member', actor: actorOf('GRID_MEMBER'), channelCode: 'MEMBER' },
    { name: 'a supervisor', actor: actorOf('SUPERVISOR'), channelCode: 'SUPERVISOR' },
    { name: 'an operator', actor: operator, channelCode: 'OPERATOR' },
    { name: 'the city', actor: actorOf('CITY'), channelCode: 'SUPERIOR' },
    { name: 'a department', actor: actorOf('DEPARTMENT_STAFF'), channelCode: 'PUBLIC' },
  ])('takes $name by its usual channel', async ({ actor, channelCode }) => {
    const report = await bench.reporting.submit(actor, {
      idempotencyKey: freshKey(),
      description: '其他问题',
      place: positionIn('370871001001001'),
      ...(channelCode === 'SUPERIOR' && { superior: { level: 'CITY', documentNumber: '济环督〔2026〕7号' } }),
    });
    expect(report.channelCode).toBe(channelCode);
  });

  const operatorOnly = () => withRoles(operator, 'OPERATOR');
});
