import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import {
  freshKey,
  openBench,
  operator,
  shiftLeader,
  withRoles,
  type CasesBench,
} from '../testing/cases.builder.ts';
import { GuidelineClause, GuidelineService } from './guideline/index.ts';

const FIRST = '2026-01-01';
const [TOMORROW, LATER] = ['2026-03-05', '2026-04-01'];

describe.each(testEngines())('versions of a guideline on $name', (engine) => {
  let bench: CasesBench;
  beforeEach(async () => void (bench = await openBench(engine)));
  afterEach(() => bench.close());
  const values = {
    code: 'GUIDE-COAL',
    name: '煤场导则',
    nameEn: 'Coal yards',
    source: '住建〔2026〕3号',
    clauses: [{ text: '全部入棚', textEn: 'All coal lies under a roof.' }],
  };
  const publish = (more: object = {}, actor: Actor = shiftLeader, idempotencyKey = freshKey()) =>
    new GuidelineService(bench).publish(actor, {
      ...values,
      idempotencyKey,
      replaces: FIRST,
      effectiveFrom: TOMORROW,
      reason: '标准更新',
      ...more,
    });
  const inForceOn = async (day: string): Promise<string[]> =>
    (await bench.guidelines.on(day)).filter((each) => each.code === 'GUIDE-COAL').map(({ name }) => name);

  test('begin on a day to come, end the version before, and are kept in the audit, once', async () => {
    const key = freshKey();
    const published = await publish({}, shiftLeader, key);
    expect(await publish({}, shiftLeader, key)).toEqual(published);
    expect(await inForceOn('2026-03-04')).toEqual(['煤场、堆场导则(示例)']);
    expect(await inForceOn(TOMORROW)).toEqual(['煤场导则']);
    const guidelineId = published.id;
    const clauses = await bench.database.manager.findBy(GuidelineClause, { guidelineId });
    expect(clauses).toMatchObject([{ number: 1, text: '全部入棚' }]);
    const act = { kind: 'CODE_TABLE', action: 'publishGuideline', personId: shiftLeader.id };
    expect(await bench.announced('AuditRecorded')).toEqual([
      { ...act, subject: `GUIDE-COAL ${TOMORROW}`, reason: '标准更新' },
    ]);
    await publish({ code: 'GUIDE-NEW', replaces: undefined, effectiveFrom: LATER });
    expect(await bench.announced('AuditRecorded')).toHaveLength(2);
  });

  test.each([
    ['by an operator', {}, withRoles(operator, 'OPERATOR'), { code: 'FORBIDDEN' }],
    ['of a stale version', { replaces: '2025-01-01' }, shiftLeader, { code: 'VERSION_STALE' }],
    [
      'of a code that is there, as a new one',
      { replaces: undefined },
      shiftLeader,
      { code: 'VERSION_STALE' },
    ],
    ['from today', { effectiveFrom: '2026-03-04' }, shiftLeader, { code: 'GUARD_FAILED' }],
  ] as ReadonlyArray<readonly [string, object, Actor, object]>)(
    '%s is refused and changes nothing',
    async (_name, change, actor, refusal) => {
      await expect(publish(change, actor)).rejects.toMatchObject(refusal);
      expect(await inForceOn(LATER)).toEqual(['煤场、堆场导则(示例)']);
      expect(await bench.announced('AuditRecorded')).toEqual([]);
    },
  );

  test('begin one after the other: a version before the newest one is refused', async () => {
    await publish({ effectiveFrom: LATER });
    const between = publish({ replaces: LATER, effectiveFrom: '2026-03-20' });
    await expect(between).rejects.toMatchObject({
      code: 'GUARD_FAILED',
      extensions: { details: { guard: 'afterNewest', day: LATER } },
    });
  });
});
