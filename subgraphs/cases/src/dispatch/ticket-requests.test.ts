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
  water,
  type CasesBench,
  withRoles,
  withScope,
} from '../testing/cases.builder.ts';
import { isTicketOverdue } from './ticket.entity.ts';

const operatorOnly: Actor = withRoles(operator, 'OPERATOR');
const reason = '需要更多时间';

describe.each(testEngines())('the requests about a ticket on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    journey = await new Journey(bench).dispatched(['DEPT-WATER']);
  });
  afterEach(() => bench.close());

  const ticketOf = async (organizationCode: string) => {
    const found = (await journey.tickets()).findLast((each) => each.organizationCode === organizationCode);
    if (!found) throw new Error('the ticket was issued');
    return found;
  };
  const on = async (organizationCode = 'DEPT-ENVIRONMENT') => {
    const { id: ticketId, version } = await ticketOf(organizationCode);
    return { ticketId, version, idempotencyKey: freshKey() };
  };
  const acknowledge = async (): Promise<void> => {
    await bench.ticketing.acknowledge(environment, await on());
  };
  const decide = async (actor: Actor, decision: 'APPROVED' | 'DECLINED') =>
    bench.requesting.decide(actor, { ...(await on()), decision, note: '已阅' });
  const extend = async (extendByWorkMinutes = 450) =>
    bench.requesting.requestExtension(environment, { ...(await on()), reason, extendByWorkMinutes });
  const requests = async (): Promise<string[]> => {
    const { id } = await ticketOf('DEPT-ENVIRONMENT');
    const [found] = await bench.requests.ofTickets([id], { actor: operator } as never);
    return (found as Array<{ state: string }>).map(({ state }) => state);
  };

  test('moves the deadline by an approved extension, once and before it has passed', async () => {
    await acknowledge();
    expect((await ticketOf('DEPT-ENVIRONMENT')).dueAt.toISOString()).toBe('2026-03-06T01:00:00.000Z');
    expect((await extend()).pendingRequest).toBe('EXTEND');
    await expect(extend()).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    await expect(decide(environment, 'APPROVED')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const declined = await decide(operatorOnly, 'DECLINED');
    expect(declined).toMatchObject({ state: 'HANDLING', pendingRequest: null, extensionCount: 0 });
    await extend();
    const extended = await decide(operatorOnly, 'APPROVED');
    expect(extended).toMatchObject({ state: 'HANDLING', extensionCount: 1 });
    expect(extended.dueAt.toISOString()).toBe('2026-03-09T01:00:00.000Z');
    await expect(extend()).rejects.toMatchObject({
      extensions: { details: { guard: 'extensionsLeft' } },
    });
    expect(await requests()).toEqual(['DECLINED', 'APPROVED']);
  });

  test('extends no deadline that has passed', async () => {
    await acknowledge();
    bench.setNow('2026-03-06T01:00:00.000Z');
    await expect(extend()).rejects.toMatchObject({ extensions: { details: { guard: 'beforeDue' } } });
  });

  test('pauses the clock from the approval to the resumption, a weekend counted once', async () => {
    await acknowledge();
    bench.setNow('2026-03-05T01:00:00.000Z');
    await bench.requesting.requestSuspension(environment, { ...(await on()), reason });
    bench.setNow('2026-03-05T09:30:00.000Z');
    await expect(decide(operatorOnly, 'APPROVED')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const suspended = await decide(shiftLeader, 'APPROVED');
    expect(suspended).toMatchObject({ state: 'SUSPENDED', pendingRequest: null });
    bench.setNow('2026-03-09T00:30:00.000Z');
    const filter = { now: new Date('2026-03-09T00:30:00.000Z'), isOverdue: true };
    const late = await bench.tickets.page(filter, 'ISSUED_AT', operator, { first: 10 });
    expect(late.rows.map(({ organizationCode }) => organizationCode)).toEqual(['DEPT-WATER']);
    const resumed = await bench.requesting.resume(environment, await on());
    expect(resumed).toMatchObject({ state: 'HANDLING', suspendedAt: null });
    // 09:00 on Wednesday to the end of Thursday ran 870 of 900 minutes: half an hour of Monday is left.
    expect(resumed.dueAt.toISOString()).toBe('2026-03-09T01:00:00.000Z');
    const segments = await bench.clocks.ofStep(resumed.id, resumed.stepStartedAt);
    expect(segments.map(({ state }) => state)).toEqual(['RUNNING', 'PAUSED', 'RUNNING']);
  });

  test('keeps a case dispatched whose lead returned its ticket, and counts that it went elsewhere', async () => {
    await bench.requesting.requestReturn(environment, { ...(await on()), reason: '不属本部门职责' });
    await expect(redispatch('DEPT-HOUSING')).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    expect(await decide(operatorOnly, 'APPROVED')).toMatchObject({
      state: 'RETURNED',
      reason: '不属本部门职责',
    });
    await journey.answer(await ticketOf('DEPT-WATER'), water);
    expect(await journey.current()).toMatchObject({
      state: 'DISPATCHED',
      isWithoutLead: true,
      openTickets: 1,
    });
    await expect(redispatch('DEPT-ENVIRONMENT')).rejects.toMatchObject({
      extensions: { details: { guard: 'anotherOrganization' } },
    });
    await expect(redispatch('DEPT-HOUSING', environment)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const again = await redispatch('DEPT-HOUSING');
    expect(again).toMatchObject({
      state: 'DISPATCHED',
      isWithoutLead: false,
      openTickets: 1,
      misdispatchCount: 1,
      leadOrganizationCode: 'DEPT-HOUSING',
    });
    expect((await journey.tickets()).map(({ number, state }) => `${number} ${state}`)).toEqual([
      '2026-370871-000001-1 RETURNED',
      '2026-370871-000001-2 DONE',
      '2026-370871-000001-3 ISSUED',
    ]);
    expect(
      (await bench.lines.wholeOf([journey.caseId]))
        .flat()
        .map(({ action }) => action)
        .slice(-3),
    ).toEqual(['submitResult', 'redispatch', 'dispatch']);
    expect(await bench.history.verified([journey.caseId], undefined as never)).toEqual([true]);
  });

  test('lets a recalled lead be replaced, which is no misdispatch', async () => {
    await bench.ticketing.recall(operator, { ...(await on('DEPT-WATER')), reason: '无需协办' });
    await bench.ticketing.recall(operator, { ...(await on()), reason: '派错单位' });
    expect(await journey.current()).toMatchObject({ state: 'FEEDBACK', isWithoutLead: true });
    expect(await redispatch('DEPT-ENVIRONMENT')).toMatchObject({
      state: 'DISPATCHED',
      misdispatchCount: 0,
      openTickets: 1,
    });
  });

  test('takes a returned assisting ticket for settled', async () => {
    await bench.requesting.requestReturn(water, { ...(await on('DEPT-WATER')), reason: '无需协办' });
    const input = await on('DEPT-WATER');
    await bench.requesting.decide(operatorOnly, { ...input, decision: 'APPROVED' });
    expect(await journey.current()).toMatchObject({ openTickets: 1, isWithoutLead: false });
    await journey.answer(await ticketOf('DEPT-ENVIRONMENT'), environment);
    expect((await journey.current()).state).toBe('FEEDBACK');
  });

  test('withdraws the requests of a recalled ticket', async () => {
    await acknowledge();
    await extend();
    await bench.ticketing.recall(operator, { ...(await on()), reason: '合并办理' });
    expect(await requests()).toEqual(['WITHDRAWN']);
    expect((await ticketOf('DEPT-ENVIRONMENT')).pendingRequest).toBeNull();
  });

  test('ends an extension that was not decided with the result, in sight of the organization and the desk', async () => {
    await acknowledge();
    await extend();
    await journey.answer(await ticketOf('DEPT-ENVIRONMENT'), environment);
    expect(await requests()).toEqual(['WITHDRAWN']);
    const { id: ticketId } = await ticketOf('DEPT-ENVIRONMENT');
    const lines = (await bench.lines.wholeOf([journey.caseId])).flat();
    expect(lines.slice(-2).map(({ action, thingId, note }) => [action, thingId, note])).toEqual([
      ['submitResult', ticketId, null],
      ['withdrawRequest', ticketId, 'EXTEND'],
    ]);
    expect(await bench.announced('ExtensionDecided')).toMatchObject([{ ticketId, decision: 'WITHDRAWN' }]);
  });

  test('does not stop the clock while it is pending; an approval after the deadline still moves it', async () => {
    await acknowledge();
    await extend();
    bench.setNow('2026-03-06T02:00:00.000Z');
    const pending = await ticketOf('DEPT-ENVIRONMENT');
    await decide(operatorOnly, 'APPROVED');
    await journey.answer(await ticketOf('DEPT-ENVIRONMENT'), environment);
    const answered = await ticketOf('DEPT-ENVIRONMENT');
    const now = bench.scope.clock.now();
    expect([pending, answered].map((ticket) => isTicketOverdue(ticket, now))).toEqual([true, false]);
  });

  test('leaves the deadline where it was when a late result ends it undecided', async () => {
    await acknowledge();
    await extend();
    const { dueAt } = await ticketOf('DEPT-ENVIRONMENT');
    bench.setNow('2026-03-06T02:00:00.000Z');
    await journey.answer(await ticketOf('DEPT-ENVIRONMENT'), environment);
    const answered = await ticketOf('DEPT-ENVIRONMENT');
    expect(await requests()).toEqual(['WITHDRAWN']);
    expect(answered.dueAt).toEqual(dueAt);
    expect(isTicketOverdue(answered, bench.scope.clock.now())).toBe(true);
  });

  test('is not decided by its requester, also when the desk handles the ticket', async () => {
    const desk = withScope(operatorOnly, { organization: 'PLATFORM-370871' });
    await bench.requesting.requestReturn(environment, { ...(await on()), reason: '不属本部门职责' });
    await decide(desk, 'APPROVED');
    await redispatch('PLATFORM-370871');
    const { id: ticketId, version } = await ticketOf('PLATFORM-370871');
    const input = { ticketId, version, idempotencyKey: freshKey(), reason: '转交部门' };
    const asked = await bench.requesting.requestReturn(desk, input);
    const decision = { ticketId, version: asked.version, decision: 'APPROVED' } as const;
    await expect(
      bench.requesting.decide(desk, { ...decision, idempotencyKey: freshKey() }),
    ).rejects.toMatchObject({ extensions: { details: { guard: 'askedByAnother' } } });
    const another = { ...desk, id: 'another operator' };
    const returned = await bench.requesting.decide(another, { ...decision, idempotencyKey: freshKey() });
    expect(returned).toMatchObject({ state: 'RETURNED', requestAskedBy: null });
  });

  async function redispatch(leadOrganizationCode: string, actor: Actor = operator) {
    const input = { ...(await journey.input()), leadOrganizationCode, assistingOrganizationCodes: [] };
    return bench.dispatching.redispatch(actor, input);
  }
});
