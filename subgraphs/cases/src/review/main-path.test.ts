import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { PUBLIC_ACTOR, type Actor } from '@ecogrid/identity';
import { testEngines } from '@ecogrid/database/testing';
import type { LoggedEvent } from '@ecogrid/events';
import {
  Journey,
  RECTIFIED,
  VERIFIED,
  actorOf,
  environment,
  freshKey,
  numberOf,
  openBench,
  operator,
  raisedExceedance,
  shiftLeader,
  water,
  type CasesBench,
  withRoles,
  anotherOperator,
} from '../testing/cases.builder.ts';
import { caseWorkflow } from '../case/index.ts';
import { ticketWorkflow } from '../ticket/index.ts';

const CASES: Actor = { ...PUBLIC_ACTOR, kind: 'SERVICE', id: 'cases' };

describe.each(testEngines())('the main path on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    journey = new Journey(bench);
  });
  afterEach(() => bench.close());

  const events = async (...topics: string[]): Promise<readonly LoggedEvent[]> => {
    for (let head = -1; head !== bench.log.head;) {
      head = bench.log.head;
      bench.log.wake();
      await bench.log.advanced(head, AbortSignal.timeout(300));
    }
    return (await bench.log.read(0, { topics }, 1_000)).events;
  };

  test('leaves no difference between entities and tables', async () => {
    expect(await bench.database.drift()).toEqual([]);
  });

  test('leads an exceedance to its closing, and announces the facts that scoring reads', async () => {
    await journey.dispatched(['DEPT-WATER']);
    const [lead, assisting] = await journey.tickets();
    expect(lead?.number).toBe('2026-370871-000001-1');
    expect(lead?.dueAt.toISOString()).toBe('2026-03-06T01:00:00.000Z');
    if (!lead || !assisting) throw new Error('two tickets were issued');
    await journey.answer(assisting, water);
    expect((await journey.current()).state).toBe('DISPATCHED');
    await journey.answer(lead, environment);
    expect(await journey.current()).toMatchObject({ state: 'FEEDBACK', number: '2026-370871-000001' });
    await journey.checking();
    const checker = actorOf('POST_SUPERVISION');
    await bench.checking.recordCheck(checker, {
      ...(await journey.input()),
      outcome: 'PASSED',
      ticketIds: [],
    });
    const closed = await bench.closing.close(shiftLeader, await journey.input());
    expect(closed.state).toBe('CLOSED');
    const received = await events('CaseFiled', 'TicketAssigned', 'TicketSettled', 'CaseClosed');
    expect(received.map(({ topic, channel }) => `${topic} ${channel}`)).toEqual([
      'CaseFiled 370871001001001',
      'TicketAssigned DEPT-ENVIRONMENT',
      'TicketAssigned DEPT-WATER',
      'TicketSettled 370871001001001',
      'TicketSettled 370871001001001',
      'CaseClosed 370871001001001',
    ]);
    expect(received[3]?.payload).toMatchObject({
      kind: 'LEAD',
      isOnTime: true,
      reworkCount: 0,
      channel: 'EXCEEDANCE',
    });
    const segments = await bench.clocks.of(closed.id);
    expect(segments.map(({ kind, endedAt }) => [kind, endedAt === null])).toEqual([
      ['BUSINESS', false],
      ['STEP', false],
      ['STEP', false],
    ]);
  });

  test('takes the same exceedance once, and a further one into the standing case until it is closed', async () => {
    const raised = raisedExceedance();
    await journey.reported(raised);
    const first = journey.caseId;
    await journey.reported(raised);
    expect(journey.caseId).toBe(first);
    await journey.reported(raisedExceedance());
    expect(journey.caseId).toBe(first);
    await journey.reported(raisedExceedance({ pollutantCode: 'w21003' }));
    expect(journey.caseId).not.toBe(first);
    expect(await events('CaseChanged')).toHaveLength(2);
    const closed = await new Journey(bench).closed();
    expect(closed.caseId).toBe(first);
    expect((await journey.reported(raisedExceedance())).caseId).not.toBe(first);
  });

  test('learns of the growth and of the end of an episode once, in any repetition', async () => {
    const raised = raisedExceedance({ averaging: 'DAILY', limit: '50', value: '60' });
    await journey.reported(raised);
    expect((await journey.current()).title).toContain('化学需氧量日均值超标:60 mg/L(限值 50)');
    const { caseId } = journey;
    const lines = async () =>
      (await bench.lines.wholeOf([caseId])).flat().filter(({ action }) => action === 'endEpisode');
    const grown = { ...raised, change: 'GREW', version: 2, value: '70', exceedanceId: newId() } as const;
    const endedAt = '2026-03-05T16:00:00.000Z';
    const last = { change: 'ENDED', version: 3, exceedanceId: null, readingCount: 2, endedAt } as const;
    const ended = { ...grown, ...last };
    for (const change of [grown, raised, ended, ended, grown])
      await bench.database.transaction(() => bench.exceedances.take(CASES, change));
    expect(await bench.caseEpisodes.ofCase([caseId], undefined as never)).toMatchObject([
      [{ episodeId: raised.episodeId, episodeVersion: 3, endedAt: new Date(endedAt) }],
    ]);
    expect(await lines()).toMatchObject([
      { note: '化学需氧量日均值自 2026-03-06 00:00 恢复达标;超标数据 2 个,最差 70 mg/L' },
    ]);
    expect(await events('CaseChanged')).toHaveLength(1);
  });

  test('a new episode joins the standing case; one that goes on after closing opens another that follows it', async () => {
    const raised = raisedExceedance();
    await journey.reported(raised);
    await journey.reported(raisedExceedance());
    const first = journey.caseId;
    expect((await bench.caseEpisodes.ofCase([first], undefined as never))[0]).toMatchObject([
      { previousCaseId: null },
      { previousCaseId: null },
    ]);
    await new Journey(bench).closed();
    const grown = { ...raised, change: 'GREW', version: 2, exceedanceId: newId() } as const;
    await journey.reported(grown);
    expect(journey.caseId).not.toBe(first);
    expect((await bench.caseEpisodes.ofCase([journey.caseId], undefined as never))[0]).toMatchObject([
      { episodeId: raised.episodeId, previousCaseId: first },
    ]);
  });

  test('offers exactly the actions that it accepts, and lists them when it refuses', async () => {
    await journey.reported();
    const { version } = await journey.current();
    const dispatch = {
      caseId: journey.caseId,
      version,
      leadOrganizationCode: 'DEPT-WATER',
      assistingOrganizationCodes: [],
    };
    await expect(
      bench.dispatching.dispatch(operator, { ...dispatch, idempotencyKey: freshKey() }),
    ).rejects.toMatchObject({
      code: 'STATE_NOT_ALLOWED',
      extensions: {
        details: {
          state: 'REPORTED',
          available: ['sendToVerify', 'accept', 'reject', 'merge', 'amend', 'move', 'requestVoid'],
        },
      },
    });
    await expect(bench.filing.accept(shiftLeaderOnly(), await journey.input())).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(bench.filing.accept(environment, await journey.input())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      bench.filing.accept(operator, { ...(await journey.input()), version: 9 }),
    ).rejects.toMatchObject({
      code: 'VERSION_STALE',
    });
  });

  test('answers a retry as before and refuses the key for another body', async () => {
    await journey.reported();
    const input = await journey.input();
    const accepted = await bench.filing.accept(operator, input);
    expect((await bench.filing.accept(operator, { ...input })).version).toBe(accepted.version);
    await expect(bench.filing.accept(operator, { ...input, version: 7 })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  test('refuses to dispatch to the unknown, to a superior, and to a lead that assists itself', async () => {
    await journey.filed();
    const dispatch = async (lead: string, assisting: string[] = []) =>
      bench.dispatching.dispatch(operator, {
        ...(await journey.input()),
        leadOrganizationCode: lead,
        assistingOrganizationCodes: assisting,
      });
    await expect(dispatch('DEPT-NONE')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(dispatch('SUPERIOR-370800')).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    await expect(dispatch('DEPT-WATER', ['DEPT-WATER'])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(await journey.tickets()).toEqual([]);
  });

  test('lets only the assignee answer, and only with the results that the category demands', async () => {
    await journey.dispatched();
    const [ticket] = await journey.tickets();
    if (!ticket) throw new Error('a ticket was issued');
    const input = { ticketId: ticket.id, version: 1 };
    const acknowledge = (actor: typeof operator) =>
      bench.ticketing.acknowledge(actor, { ...input, idempotencyKey: freshKey() });
    await expect(acknowledge(water)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(acknowledge(operator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const answer = { ...input, verification: VERIFIED, rectification: RECTIFIED };
    await expect(
      bench.ticketing.submitResult(environment, { ...answer, idempotencyKey: freshKey() }),
    ).rejects.toMatchObject({
      code: 'STATE_NOT_ALLOWED',
      extensions: { details: { available: ['acknowledge', 'requestReturn'] } },
    });
    await acknowledge(environment);
    const half = { ticketId: ticket.id, version: 2, verification: VERIFIED, idempotencyKey: freshKey() };
    await expect(bench.ticketing.submitResult(environment, half)).rejects.toMatchObject({
      code: 'GUARD_FAILED',
      extensions: { details: { missing: ['RECTIFICATION'] } },
    });
    expect(
      ticketWorkflow.available(environment, { ...ticket, state: 'HANDLING', now: ticket.issuedAt }),
    ).toEqual(['submitResult', 'requestExtension', 'requestReturn', 'requestSuspension']);
  });

  test('goes on to feedback when the last open ticket is recalled', async () => {
    await journey.dispatched();
    const [ticket] = await journey.tickets();
    const input = { ticketId: ticket?.id ?? '', version: 1, idempotencyKey: freshKey(), reason: '派错单位' };
    await expect(bench.ticketing.recall(environment, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await bench.ticketing.recall(operator, input);
    expect((await journey.current()).state).toBe('FEEDBACK');
    expect((await events('TicketRecalled'))[0]?.channel).toBe('DEPT-ENVIRONMENT');
  });

  test('refuses a checker who handled the case or holds no fitting role', async () => {
    await journey.answered();
    const send = async (checkerNumber: string) =>
      bench.checking.sendToCheck(operator, { ...(await journey.input()), checkerNumber });
    await expect(send(numberOf('DEPARTMENT_STAFF'))).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    await expect(send(numberOf('GRID_MEMBER', '370871005001001'))).rejects.toMatchObject({
      code: 'GUARD_FAILED',
    });
    await expect(send('P9999')).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    const sent = await send(numberOf('GRID_MEMBER', '370871001001001'));
    const facts = { ...sent, handlerIds: await bench.history.handlers(sent.id) };
    expect(caseWorkflow.available(actorOf('GRID_MEMBER', { grid: '370871001001001' }), facts)).toEqual([
      'recordCheck',
    ]);
    expect(caseWorkflow.available(actorOf('GRID_HEAD', { grid: '370871001' }), facts)).toEqual([]);
  });

  test('the street of an assisting platform may check; its dispatcher and its handler may not', async () => {
    await journey.dispatched(['PLATFORM-370871001']);
    const head = actorOf('GRID_HEAD', { grid: '370871001' });
    for (const ticket of await journey.tickets())
      await journey.answer(ticket, ticket.organizationCode === 'DEPT-ENVIRONMENT' ? environment : head);
    const send = async (checkerNumber: string) =>
      bench.checking.sendToCheck(operator, { ...(await journey.input()), checkerNumber });
    const handler = { extensions: { details: { guard: 'checkerIsNotHandler' } } };
    await expect(send(numberOf('GRID_HEAD', '370871001'))).rejects.toMatchObject(handler);
    await expect(send(numberOf('OPERATOR'))).rejects.toMatchObject(handler);
    await send(numberOf('GRID_MEMBER', '370871001001001'));
    const record = async (actor: Actor) =>
      bench.checking.recordCheck(actor, {
        ...(await journey.input()),
        outcome: 'PASSED',
        ticketIds: [],
      });
    await expect(record(operator)).rejects.toMatchObject(handler);
    expect((await record(actorOf('GRID_MEMBER', { grid: '370871001001001' }))).state).toBe('CHECKED');
  });

  test('staff of a street handle the tickets of its platform', async () => {
    await journey.dispatched(['PLATFORM-370871001']);
    const [, assisting] = await journey.tickets();
    if (!assisting) throw new Error('there is an assisting ticket');
    const staff = actorOf('STREET_STAFF', { organization: 'STREET-370871001' });
    await journey.answer(assisting, staff);
    expect((await journey.tickets()).map(({ state }) => state)).toEqual(['ISSUED', 'DONE']);
  });

  test('sends a ticket back when the check fails: counted, with a new step clock', async () => {
    await (await journey.answered()).checking();
    const [ticket] = await journey.tickets();
    const record = async (more: { ticketIds: string[]; reason?: string }) =>
      bench.checking.recordCheck(anotherOperator, {
        ...(await journey.input()),
        outcome: 'FAILED',
        ...more,
      });
    await expect(record({ ticketIds: [ticket?.id ?? ''] })).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    await expect(record({ ticketIds: [], reason: '未整改' })).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    bench.setNow('2026-03-09T01:00:00.000Z');
    await record({ ticketIds: [ticket?.id ?? ''], reason: '未整改到位' });
    expect(await journey.current()).toMatchObject({ state: 'DISPATCHED', reworkCount: 1, openTickets: 1 });
    const [again] = await journey.tickets();
    expect(again).toMatchObject({ state: 'HANDLING', reworkCount: 1, doneAt: null });
    expect(again?.dueAt.toISOString()).toBe('2026-03-11T01:00:00.000Z');
    expect((await events('CheckFailed'))[0]?.payload).toMatchObject({ count: 1, reason: '未整改到位' });
    if (again) await journey.answer(again, environment);
    expect((await journey.current()).state).toBe('FEEDBACK');
  });

  test('refuses to close a case whose rectification is not completed', async () => {
    await (await journey.answered({ ...RECTIFIED, isRectified: false })).checking();
    await bench.checking.recordCheck(anotherOperator, {
      ...(await journey.input()),
      outcome: 'PASSED',
      ticketIds: [],
    });
    expect((await journey.current()).unmetCriteria).toEqual(['RECTIFIED']);
    await expect(bench.closing.close(shiftLeader, await journey.input())).rejects.toMatchObject({
      code: 'GUARD_FAILED',
    });
    expect(caseWorkflow.available(shiftLeader, await journey.current())).toEqual([
      'amend',
      'move',
      'requestVoid',
    ]);
  });

  const shiftLeaderOnly = () => withRoles(shiftLeader, 'SHIFT_LEADER');
});
