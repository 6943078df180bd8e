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
  });
  afterAll(() => bench.close());

  const place = { longitude: raisedExceedance().longitude, latitude: raisedExceedance().latitude };
  const submit = (more: object) =>
    bench.reporting.submit(publicActor, { idempotencyKey: freshKey(), description: '河水发黑', ...more });

  test('takes a report of the public only with a place, verified before adoption', async () => {
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

  test('registers a call with an address in words only, for which the desk names the grid', async () => {
    const call = { channelCode: 'OPERATOR', categoryCode: 'RIVER', placeDescription: '洸河路与红星路交叉口' };
    const heard = { description: '河水发黑', idempotencyKey: freshKey(), ...call };
    const report = await bench.reporting.submit(operator, heard);
    expect(report).toMatchObject({ gridCode: null, placeDescription: '洸河路与红星路交叉口' });
    const adoption = { reportId: report.id, version: 1, summary: '河水发黑', idempotencyKey: freshKey() };
    const { id: caseId } = await bench.filing.adopt(operator, adoption);
    await bench.filing.accept(operator, { caseId, version: 1, idempotencyKey: freshKey() });
    const file = { caseId, version: 2, idempotencyKey: freshKey(), gridCode: '370871001001001' };
    expect(await bench.filing.file(shiftLeader, file)).toMatchObject({
      state: 'FILED',
      gridCode: file.gridCode,
    });
    const nothing = { description: '河水发黑', channelCode: 'OPERATOR', idempotencyKey: freshKey() };
    await expect(bench.reporting.submit(operator, nothing)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  test.each([
    ['a telephone kept it for a day', -86_400_000, -86_400_000],
    ['its clock is a minute ahead', 60_000, 0],
    ['it is now', 0, 0],
  ])('stores the time of observation of a report: %s', async (_why, difference, kept) => {
    const now = new Date('2026-03-04T01:00:00.000Z').getTime();
    const observedAt = new Date(now + difference);
    const report = await submit({ place, observedAt });
    expect(report.observedAt).toEqual(new Date(now + kept));
  });

  test.each([
    ['an hour ahead', '2026-03-04T02:00:00.000Z', 'inTheFuture'],
    ['a year ago', '2025-03-04T01:00:00.000Z', 'tooOld'],
  ])('refuses a report that was observed %s', async (_when, at, problem) => {
    await expect(submit({ place, observedAt: new Date(at) })).rejects.toMatchObject({
      extensions: { details: { problems: [{ path: 'input.observedAt', problem }] } },
    });
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
        reportId: report.id,
        version,
        decision: 'APPROVED',
        idempotencyKey: freshKey(),
      });
    await expect(review('GRID_HEAD', 1)).rejects.toMatchObject({
      extensions: { code: 'GUARD_FAILED', details: { guard: 'unitReviewsNext' } },
    });
    expect((await review('GRID_MEMBER', 1)).state).toBe('UNDER_REVIEW');
    const adopt = (version: number) =>
      bench.filing.adopt(operator, {
        reportId: report.id,
        version,
        summary: '工地扬尘',
        idempotencyKey: freshKey(),
      });
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
