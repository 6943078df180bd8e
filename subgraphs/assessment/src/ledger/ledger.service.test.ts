import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { ROLES, rightOf } from '@ecogrid/identity';
import {
  MEMBER_ID,
  actor,
  assessor,
  engines,
  openBench,
  ticketSettled,
  type Bench,
} from '../assessment.builder.ts';
import { Period, PeriodState, newPeriod } from '../period/index.ts';
import { SubjectKind } from '../subject/index.ts';

const WATER = { kind: SubjectKind.DEPARTMENT, code: 'DEPT-WATER' };
const shirking = (change: object = {}) => ({
  idempotencyKey: newId(),
  ruleCode: 'DEPARTMENT-SHIRKING',
  subjectCode: 'DEPT-WATER',
  reason: '推诿',
  ...change,
});
const reversing = (entryId: string, idempotencyKey = newId()) => ({
  idempotencyKey,
  entryId,
  reason: '申诉成立',
});

describe.each(engines)('entries by hand on %s', (_name, engine) => {
  let bench: Bench;
  beforeEach(async () => void (bench = await openBench(engine)));
  afterEach(() => bench.close());

  const points = async (): Promise<number[]> =>
    (await bench.linesOf(WATER, '2026-11')).map(({ pointsHundredths }) => pointsHundredths);
  const settledEntry = async (): Promise<string> => {
    await bench.announce(ticketSettled({ isOnTime: false }));
    return (await bench.linesOf(WATER, '2026-11'))[0]?.id as string;
  };

  test('a manual entry takes its points from the rule, and keeps its author and its reason', async () => {
    const entry = await bench.parts.ledger.postManual(assessor, shirking());
    expect(entry).toMatchObject({
      ruleCode: 'DEPARTMENT-SHIRKING',
      pointsHundredths: -100,
      sourceTopic: 'MANUAL',
      periodCode: '2026-11',
      reason: '推诿',
      postedBy: assessor.id,
      postedAt: bench.now,
    });
  });

  test('the same key posts once; with another body it is refused', async () => {
    const input = shirking();
    const first = await bench.parts.ledger.postManual(assessor, input);
    expect((await bench.parts.ledger.postManual(assessor, { ...input })).id).toBe(first.id);
    expect(await points()).toEqual([-100]);
    const other = bench.parts.ledger.postManual(assessor, { ...input, reason: '另一理由' });
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test.each([
    ['a rule that does not exist', { ruleCode: 'NOPE' }],
    ['a rule that applies by itself', { ruleCode: 'DEPARTMENT-ON-TIME' }],
    ['a department that does not exist', { subjectCode: 'DEPT-NOPE' }],
    ['an organization that is no department', { subjectCode: 'STREET-370871001' }],
    ['a subject of another kind', { subjectCode: MEMBER_ID }],
    ['a person who is no grid member', { ruleCode: 'MEMBER-FRAUD', subjectCode: newId() }],
  ])('%s is not found', async (_what, change) => {
    await expect(bench.parts.ledger.postManual(assessor, shirking(change))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await points()).toEqual([]);
  });

  test('only an assessor posts or reverses', async () => {
    const id = await settledEntry();
    for (const role of ROLES.filter((each) => each !== 'ASSESSOR')) {
      const other = actor({ rights: [rightOf(role, { organization: 'DEPT-WATER' })] });
      await expect(bench.parts.ledger.postManual(other, shirking())).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      await expect(bench.parts.ledger.reverse(other, reversing(id))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    expect(await points()).toEqual([-100]);
  });

  test('a reversal has the opposite points, names its entry, and the score is as before', async () => {
    const id = await settledEntry();
    const reversal = await bench.parts.ledger.reverse(assessor, reversing(id));
    expect(reversal).toMatchObject({
      pointsHundredths: 100,
      reversalOf: id,
      sourceTopic: 'TicketSettled',
      postedBy: assessor.id,
    });
    const explained = await bench.parts.scores.explain(WATER, '2026-11', bench.contextOf(assessor));
    expect(explained?.score).toMatchObject({ points: '100.00', entryCount: 2 });
  });

  test('a manual entry is reversed too, a reversal never', async () => {
    const entry = await bench.parts.ledger.postManual(assessor, shirking());
    const reversal = await bench.parts.ledger.reverse(assessor, reversing(entry.id));
    await expect(bench.parts.ledger.reverse(assessor, reversing(reversal.id))).rejects.toMatchObject({
      code: 'GUARD_FAILED',
    });
    await expect(bench.parts.ledger.reverse(assessor, reversing(newId()))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await points()).toEqual([-100, 100]);
  });

  test('an entry is reversed once, also when two assessors do it at the same time', async () => {
    const id = await settledEntry();
    const both = await Promise.allSettled(
      [1, 2].map(() => bench.parts.ledger.reverse(assessor, reversing(id))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'GUARD_FAILED' },
    });
    await expect(bench.parts.ledger.reverse(assessor, reversing(id))).rejects.toMatchObject({
      code: 'GUARD_FAILED',
    });
    expect(await points()).toEqual([-100, 100]);
  });

  test('the same key reverses once and answers the same again', async () => {
    const input = reversing(await settledEntry());
    const first = await bench.parts.ledger.reverse(assessor, input);
    expect((await bench.parts.ledger.reverse(assessor, { ...input })).id).toBe(first.id);
  });

  test('a reversal in a closed month counts in the next', async () => {
    const id = await settledEntry();
    const where = { code: '2026-11' };
    await bench.database.transaction((manager) =>
      manager.update(Period, where, { ...newPeriod('2026-11'), state: PeriodState.CLOSED }),
    );
    expect((await bench.parts.ledger.reverse(assessor, reversing(id))).periodCode).toBe('2026-12');
  });

  test('a posted entry is announced for its subject', async () => {
    const entry = await bench.parts.ledger.postManual(assessor, shirking());
    const payload = { pointsHundredths: -100, periodCode: '2026-11' };
    expect(await bench.announced()).toMatchObject([
      { topic: 'ScorePosted', channel: 'DEPT-WATER', aggregateId: entry.id, payload },
    ]);
  });
});
