import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { actorOf, openBench, positionIn, publicActor, type CasesBench } from '../../testing/cases.builder.ts';
import { readPublicReportLimits } from './config.ts';
import { ReportAllowance, type Report } from './index.ts';

const GRID = '370871001001001';
/** Of the bench. */
const [PER_CLIENT, IN_ALL] = [20, 30];

describe.each(testEngines())('reports of the public on $name', (engine) => {
  let bench: CasesBench;
  beforeEach(async () => {
    bench = await openBench(engine);
  });
  afterEach(() => bench.close());

  const said = (more: object = {}) => ({
    idempotencyKey: randomUUID(),
    description: '河水发黑',
    place: positionIn(GRID),
    ...more,
  });
  const submit = (client?: string, more: object = {}, on = bench): Promise<Report> =>
    on.reporting.submit(publicActor, said(more), client);
  const outcome = (attempt: Promise<unknown>): Promise<string> =>
    attempt.then(
      () => 'taken',
      (error: { code: string }) => error.code,
    );
  /** Sends them at once, so that they run side by side. @returns the number of each outcome. */
  const many = async (count: number, one: (index: number) => Promise<unknown>) => {
    const all = await Promise.all(Array.from({ length: count }, (_, index) => outcome(one(index))));
    return Object.fromEntries(
      [...new Set(all)].sort().map((each) => [each, all.filter((one) => one === each).length]),
    );
  };

  test('are taken from one address up to its bound, also when they come at once, and from others still', async () => {
    expect(await many(PER_CLIENT + 5, () => submit('203.0.113.7'))).toEqual({
      RATE_LIMITED: 5,
      taken: PER_CLIENT,
    });
    expect(await outcome(submit('203.0.113.8'))).toBe('taken');
  });

  test('are accepted from all addresses together up to a limit', async () => {
    const received = await many(IN_ALL + 3, (index) => submit(`198.51.100.${index}`));
    expect(received).toEqual({ RATE_LIMITED: 3, taken: IN_ALL });
  });

  test('are refused with the time to wait, and taken again in the next hour', async () => {
    bench.setNow('2026-03-04T01:59:29.500Z');
    await many(PER_CLIENT, () => submit());
    await expect(submit()).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      httpStatus: 429,
      extensions: { details: { retryAfterSeconds: 31 }, messages: { zh: expect.stringContaining('31') } },
    });
    bench.setNow('2026-03-04T02:00:00.000Z');
    expect(await outcome(submit())).toBe('taken');
  });

  const half = async (): Promise<void> =>
    expect(await many(PER_CLIENT / 2, () => submit('203.0.113.7'))).toEqual({ taken: PER_CLIENT / 2 });

  test('are counted through a restart', async () => {
    await half();
    await bench.close();
    bench = await openBench(engine, bench.url);
    await half();
    expect(await outcome(submit('203.0.113.7'))).toBe('RATE_LIMITED');
  });

  // SQLite has one process for each database.
  (engine.name === 'mariadb' ? test : test.skip)('are counted by all instances together', async () => {
    const other = await openBench(engine, bench.url);
    const received = await many(PER_CLIENT + 4, (index) =>
      submit('203.0.113.7', {}, index % 2 ? bench : other),
    );
    await other.close();
    expect(received).toEqual({ RATE_LIMITED: 4, taken: PER_CLIENT });
  });

  test('use no allowance when they are refused for another reason', async () => {
    const outside = { place: { longitude: 0, latitude: 0 } };
    expect(await many(PER_CLIENT + 1, () => submit('203.0.113.7', outside))).toEqual({
      PLACE_OUTSIDE: PER_CLIENT + 1,
    });
    expect(await outcome(submit('203.0.113.7'))).toBe('taken');
  });

  test('use no allowance when they are sent again, and are answered the same when the allowance is used up', async () => {
    const body = said();
    const first = await bench.reporting.submit(publicActor, body, '203.0.113.7');
    const replayed = async (): Promise<string> =>
      (await bench.reporting.submit(publicActor, body, '203.0.113.7')).id;
    expect(await replayed()).toBe(first.id);
    expect(await many(PER_CLIENT, () => submit('203.0.113.7'))).toEqual({
      RATE_LIMITED: 1,
      taken: PER_CLIENT - 1,
    });
    expect(await replayed()).toBe(first.id);
    expect(await outcome(bench.reporting.submit(publicActor, { ...body, description: '另一件事' }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  test('need a key that cannot be guessed; reports of known actors do not', async () => {
    const weak = { idempotencyKey: 'a'.repeat(64) };
    expect(await outcome(submit(undefined, weak))).toBe('IDEMPOTENCY_KEY_WEAK');
    expect(await outcome(bench.reporting.submit(actorOf('GRID_MEMBER', { grid: GRID }), said(weak)))).toBe(
      'taken',
    );
  });

  test('have keys of their own: the same key of another reporter is another report', async () => {
    const body = said();
    const by = async (actor: Actor): Promise<string> => (await bench.reporting.submit(actor, body)).id;
    const actors = [
      publicActor,
      actorOf('GRID_MEMBER', { grid: GRID }),
      actorOf('GRID_HEAD', { grid: '370871001' }),
    ];
    const ids = [];
    for (const actor of actors) ids.push(await by(actor));
    expect(new Set(ids).size).toBe(actors.length);
  });

  test('do not limit known actors', async () => {
    const member = actorOf('GRID_MEMBER', { grid: GRID });
    const received = await many(PER_CLIENT + 1, () => bench.reporting.submit(member, said(), '203.0.113.7'));
    expect(received).toEqual({ taken: PER_CLIENT + 1 });
  });

  test('leave no trace of addresses once their hour is over', async () => {
    await submit('203.0.113.7');
    const rows = (): Promise<unknown[]> =>
      bench.database.manager.query('SELECT client FROM report_allowance');
    expect(JSON.stringify(await rows())).not.toContain('203.0.113.7');
    const { clockHour } = await bench.database.manager.findOneByOrFail(ReportAllowance, { client: '*' });
    await bench.allowances.forget(clockHour);
    expect(await rows()).toHaveLength(2);
    await bench.allowances.forget(clockHour + 1);
    expect(await rows()).toEqual([]);
  });
});

describe('the bounds of anonymous reports', () => {
  test('are read from the environment, and are at least one', () => {
    expect(readPublicReportLimits({})).toEqual({ perClient: 20, inAll: 1_000 });
    expect(readPublicReportLimits({ PUBLIC_REPORTS_PER_HOUR: '3' }).perClient).toBe(3);
    expect(() => readPublicReportLimits({ PUBLIC_REPORTS_PER_HOUR_ALL: '0' })).toThrow(
      /PUBLIC_REPORTS_PER_HOUR_ALL/,
    );
  });
});
