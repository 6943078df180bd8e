import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { freshKey, openBench, shiftLeader, type CasesBench } from '../../testing/cases.builder.ts';
import { DeadlinePolicyService } from './deadline-policy.service.ts';

const [TODAY, TOMORROW] = ['2026-03-04', '2026-03-05'];

describe.each(testEngines())('versions of a deadline policy on $name', (engine) => {
  let bench: CasesBench;
  beforeEach(async () => void (bench = await openBench(engine)));
  afterEach(() => bench.close());
  const times = {
    warnPercent: 50,
    warnLeadMinutes: 30,
    escalateEveryMinutes: 90,
    escalationLevels: ['OPERATOR' as const],
  };
  const calls = {
    acknowledgeMinutes: 20,
    phoneAfterMinutes: 20,
    noAnswerMinutes: 20,
    wrongNumberMinutes: 20,
  };
  const publish = (more: object = {}) =>
    new DeadlinePolicyService(bench).publish(shiftLeader, {
      ...times,
      ...calls,
      idempotencyKey: freshKey(),
      effectiveFrom: TOMORROW,
      reason: '缩短时限',
      ...more,
    });
  const percentOn = async (category: string | null, day: string): Promise<number> =>
    (await bench.policies.on(day))(category).warnPercent;

  test('begin on a day to come: of all categories, and of one that had none', async () => {
    await publish({ replaces: '2000-01-01' });
    expect([await percentOn(null, TODAY), await percentOn(null, TOMORROW)]).toEqual([75, 50]);
    await publish({ categoryCode: 'RIVER', warnPercent: 40 });
    expect([await percentOn('RIVER', TODAY), await percentOn('RIVER', TOMORROW)]).toEqual([75, 40]);
    expect(await bench.policies.list(TODAY)).toHaveLength(2);
    expect(await bench.policies.list()).toHaveLength(4);
    expect((await bench.announced('AuditRecorded')).map(({ subject }) => subject)).toEqual([
      `* ${TOMORROW}`,
      `RIVER ${TOMORROW}`,
    ]);
  });

  test.each([
    ['of an unknown category', { categoryCode: 'NONE' }, 'NOT_FOUND'],
    ['of a stale version', { replaces: '2001-01-01' }, 'VERSION_STALE'],
  ])('%s is refused and changes nothing', async (_name, change, code) => {
    await expect(publish(change)).rejects.toMatchObject({ code });
    expect(await bench.policies.list()).toHaveLength(2);
  });
});
