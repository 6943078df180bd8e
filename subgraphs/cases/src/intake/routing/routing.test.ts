import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import {
  actorOf,
  freshKey,
  openBench,
  operator,
  shiftLeader,
  type CasesBench,
  withRoles,
} from '../../testing/cases.builder.ts';
import { GraphContext } from '@ecogrid/subgraph';
import { newId } from '@ecogrid/database';
import { RoutingResolver, RoutingRule, explainRoute } from './index.ts';
import { MOST_RULES } from './routing.repository.ts';

const TOMORROW = '2026-03-05';
const LATER = '2026-04-01';
const reason = '职责调整';
const NEW = { organizationCode: 'DEPT-URBAN_MANAGEMENT', role: 'LEAD', rank: 5, reason } as const;

describe.each(testEngines())('routing rules on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
  });
  afterAll(() => bench.close());

  const publish = (more: object, actor = shiftLeader, idempotencyKey = freshKey()) =>
    bench.routes.publish(actor, {
      ...NEW,
      code: 'RIVER-FIRST',
      version: 0,
      effectiveFrom: TOMORROW,
      categoryCode: 'RIVER',
      ...more,
      idempotencyKey,
    });
  const leadOf = async (categoryCode: string, day: string): Promise<string | undefined> => {
    const routed = { categoryCode, medium: null, objectKind: null, gridCode: null, isUrgent: false };
    return explainRoute(await bench.routing.asked(day), routed, day).route[0]?.organizationCode;
  };

  test('are never edited: one version ends as the next begins, and the past stays', async () => {
    const key = freshKey();
    const first = await publish({}, shiftLeader, key);
    expect(first).toMatchObject({ version: 1, effectiveTo: null, publishedBy: shiftLeader.id, reason });
    expect(await publish({}, shiftLeader, key)).toEqual(first);
    const second = await publish({ version: 1, organizationCode: 'DEPT-HOUSING', effectiveFrom: LATER });
    expect(second.version).toBe(2);
    const audited = await bench.announced('AuditRecorded');
    const act = { kind: 'CODE_TABLE', action: 'publishRoutingRule', personId: shiftLeader.id, reason };
    expect(audited).toEqual([1, 2].map((version) => ({ ...act, subject: `${first.code} ${version}` })));
    expect(await bench.routing.existing(first.id)).toEqual({ ...first, effectiveTo: LATER });
    const days = ['2026-03-04', TOMORROW, '2026-03-31', LATER];
    expect(await Promise.all(days.map((day) => leadOf('RIVER', day)))).toEqual([
      'DEPT-WATER',
      'DEPT-URBAN_MANAGEMENT',
      'DEPT-URBAN_MANAGEMENT',
      'DEPT-HOUSING',
    ]);
    const end = { code: 'RIVER-FIRST', version: 2, effectiveTo: '2026-05-01', reason };
    await bench.routes.endRule(shiftLeader, { ...end, idempotencyKey: freshKey() });
    expect(await leadOf('RIVER', '2026-05-01')).toBe('DEPT-WATER');
    const again = bench.routes.endRule(shiftLeader, { ...end, idempotencyKey: freshKey() });
    await expect(again).rejects.toMatchObject({ code: 'GUARD_FAILED' });
  });

  test('are shown and explained as of the day that is asked for, and as of today when none is', async () => {
    await publish({ code: 'COAL-FIRST', categoryCode: 'COAL_YARD', organizationCode: 'DEPT-HOUSING' });
    const resolver = new RoutingResolver({
      ...bench,
      service: bench.routes,
      clock: bench.scope.clock,
    });
    const context = new GraphContext(operator, 'test', bench.log);
    const on = async (day?: string) => {
      const received = await resolver.explainRouting({ categoryCode: 'COAL_YARD', on: day }, context);
      const ours = received.verdicts.find(({ rule: { code } }) => code === 'COAL-FIRST');
      const shown = (await resolver.routingRules(context, day)).map(({ code }) => code);
      return [received.on, received.lead?.organization.code, ours?.mismatches, shown.includes('COAL-FIRST')];
    };
    const before = ['2026-03-04', 'DEPT-URBAN_MANAGEMENT', ['NOT_IN_FORCE'], false];
    expect([await on(), await on('2026-03-04')]).toEqual([before, before]);
    expect(await on(TOMORROW)).toEqual([TOMORROW, 'DEPT-HOUSING', [], true]);
  });

  test.each([
    ['by an operator who leads no shift', {}, withRoles(operator, 'OPERATOR'), 'FORBIDDEN'],
    ['by a department', {}, actorOf('DEPARTMENT_STAFF'), 'FORBIDDEN'],
    ['from today on', { effectiveFrom: '2026-03-04' }, shiftLeader, 'GUARD_FAILED'],
    ['of an unknown version', { version: 7 }, shiftLeader, 'VERSION_STALE'],
    ['for an unknown organization', { organizationCode: 'DEPT-NONE' }, shiftLeader, 'NOT_FOUND'],
    ['for an unknown category', { categoryCode: 'NONE' }, shiftLeader, 'NOT_FOUND'],
    ['for an unknown grid', { gridCode: '999999' }, shiftLeader, 'NOT_FOUND'],
  ])('are not published %s, and nothing changes', async (_name, more, actor, code) => {
    const before = await bench.routing.asked(TOMORROW);
    await expect(publish({ code: 'REFUSED', ...more }, actor)).rejects.toMatchObject({ code });
    expect(await bench.routing.asked(TOMORROW)).toEqual(before);
  });

  test('in force are found among more versions than one read returns', async () => {
    const [ended] = await bench.routing.on(TOMORROW);
    if (!ended) throw new Error('the seed has rules');
    const lead = await leadOf('DUST', TOMORROW);
    const past = { ...ended, rank: 0, organizationCode: 'DEPT-HOUSING', effectiveTo: '2026-02-01' };
    const rows = Array.from({ length: MOST_RULES }, (_, index) => ({
      ...past,
      id: newId(),
      code: `PAST-${index}`,
      effectiveFrom: '2026-01-01',
    }));
    await bench.database.transaction((manager) => manager.insert(RoutingRule, rows));
    const inForce = await bench.routing.on(TOMORROW);
    const asked = await bench.routing.asked(TOMORROW);
    expect(asked).toHaveLength(MOST_RULES);
    expect(asked.slice(0, inForce.length)).toEqual(inForce);
    expect(await leadOf('DUST', TOMORROW)).toBe(lead);
  });

  test('are published by one of two simultaneous requests', async () => {
    const both = await Promise.allSettled([1, 2].map(() => publish({ code: 'AT-ONCE' })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((each) => each.status === 'rejected');
    expect(refused).toMatchObject({ reason: { code: 'VERSION_STALE' } });
  });

  test('have guidelines whose texts are marked as invented', async () => {
    const all = await bench.guidelines.on(TOMORROW);
    expect(all.map(({ code }) => code)).toEqual([
      'GUIDE-BATCHING',
      'GUIDE-COAL',
      'GUIDE-CONSTRUCTION',
      'GUIDE-HAZARDOUS',
    ]);
    expect(all.every(({ source }) => source.includes('虚构'))).toBe(true);
    const clauses = await bench.guidelines.clausesOf(
      all.map(({ id }) => id),
      {} as never,
    );
    expect(clauses.map((each) => (each as object[]).length)).toEqual([3, 3, 4, 4]);
    expect(await bench.categories.find('COAL_YARD')).toMatchObject({ guidelineCode: 'GUIDE-COAL' });
  });
});
