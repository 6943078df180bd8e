import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import {
  Journey,
  environment,
  freshKey,
  openBench,
  operator,
  shiftLeader,
  type CasesBench,
  withRoles,
} from '../../testing/cases.builder.ts';
import { caseWorkflow } from '../../case/index.ts';

const operatorOnly: Actor = withRoles(operator, 'OPERATOR');
const leaderOnly: Actor = withRoles(shiftLeader, 'SHIFT_LEADER');

describe.each(testEngines())('a void case on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    journey = await new Journey(bench).dispatched(['DEPT-WATER']);
  });
  afterEach(() => bench.close());

  const ask = async (actor: Actor) =>
    bench.voiding.request(actor, { ...(await journey.input()), reason: '重复立案' });
  const decide = async (actor: Actor, decision: 'APPROVED' | 'DECLINED') =>
    bench.voiding.decide(actor, { ...(await journey.input()), decision, note: '确属重复' });
  const states = async () => (await journey.tickets()).map(({ state }) => state);

  test('is asked for by an operator and decided by a shift leader', async () => {
    await expect(ask(leaderOnly)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(decide(leaderOnly, 'APPROVED')).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    expect(await ask(operatorOnly)).toMatchObject({ state: 'DISPATCHED', isVoidAsked: true });
    await expect(ask(operatorOnly)).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    await expect(decide(operatorOnly, 'APPROVED')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await decide(leaderOnly, 'DECLINED')).toMatchObject({ state: 'DISPATCHED', isVoidAsked: false });
    expect(await states()).toEqual(['ISSUED', 'ISSUED']);
  });

  test('is not decided by its requester, in any role', async () => {
    const both: Actor = withRoles(operator, 'OPERATOR', 'SHIFT_LEADER');
    await ask(both);
    await expect(decide(both, 'APPROVED')).rejects.toMatchObject({
      extensions: { details: { guard: 'voidAskedByAnother' } },
    });
    expect(caseWorkflow.available(both, await journey.current())).not.toContain('decideVoid');
    const another = { ...both, id: 'another shift leader' };
    expect(caseWorkflow.available(another, await journey.current())).toContain('decideVoid');
    expect(await decide(another, 'DECLINED')).toMatchObject({ isVoidAsked: false, voidAskedBy: null });
  });

  test('recalls its open tickets, stops every clock and takes no further action', async () => {
    const [lead] = await journey.tickets();
    if (lead) await journey.answer(lead, environment);
    await ask(operatorOnly);
    const input = { ...(await journey.input()), decision: 'APPROVED', note: '确属重复' } as const;
    const ended = await bench.voiding.decide(leaderOnly, input);
    expect(ended).toMatchObject({ state: 'VOID', reason: '确属重复', openTickets: 0 });
    expect((await bench.voiding.decide(leaderOnly, input)).version).toBe(ended.version);
    expect(await states()).toEqual(['DONE', 'RECALLED']);
    expect((await bench.clocks.of(ended.id)).filter(({ endedAt }) => endedAt === null)).toEqual([]);
    expect(caseWorkflow.available(operator, ended)).toEqual([]);
    await expect(
      bench.filing.accept(operator, { ...(await journey.input()), idempotencyKey: freshKey() }),
    ).rejects.toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    const lines = (await bench.lines.wholeOf([ended.id])).flat().map(({ action, to }) => `${action} ${to}`);
    expect(lines.slice(-3)).toEqual(['requestVoid DISPATCHED', 'decideVoid VOID', 'recall RECALLED']);
  });
});
