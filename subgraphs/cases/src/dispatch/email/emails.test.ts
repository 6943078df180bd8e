import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { GraphContext } from '@ecogrid/subgraph';
import { In } from 'typeorm';
import {
  Journey,
  actorOf,
  environment,
  freshKey,
  openBench,
  operator,
  publicActor,
  raisedExceedance,
  shiftLeader,
  water,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import { EmailDeliveryResolver, type EmailDelivery } from './index.ts';
import { KnownOrganization } from '../../neighbours/index.ts';

describe.each(testEngines())('e-mails about tickets on $name', (engine) => {
  let bench: CasesBench;
  beforeEach(async () => {
    bench = await openBench(engine);
  });
  afterEach(() => bench.close());

  const emailsOf = async (journey: Journey, actor: Actor = operator): Promise<EmailDelivery[]> => {
    const context = new GraphContext(actor, 'test', bench.log);
    const loaded = (await journey.tickets()).map(({ id }) => context.load(bench.emails.ofTickets, id));
    return (await Promise.all(loaded)).flat();
  };
  const offered = (actor: Actor, email: EmailDelivery): Promise<string[]> =>
    new EmailDeliveryResolver(bench.correspondence, bench.emails, bench.projections).availableActions(
      email,
      new GraphContext(actor, 'test', bench.log),
    );
  const toldIn = async (journey: Journey): Promise<string[]> =>
    (await emailsOf(journey)).map(({ kind, organizationCode }) => `${kind} ${organizationCode}`);

  test('go to each organization of a dispatch, with its task and its deadline', async () => {
    const journey = await new Journey(bench).dispatched(['DEPT-WATER']);
    const [lead] = await journey.tickets();
    const [email, ...others] = await emailsOf(journey);
    expect(email).toMatchObject({
      kind: 'TICKET_ISSUED',
      state: 'QUEUED',
      attempts: 0,
      caseId: journey.caseId,
      address: 'dept-environment@ecogrid.example',
      domain: 'ecogrid.example',
      messageId: `<${email?.id}@ecogrid.test>`,
      facts: {
        caseNumber: (await journey.current()).number,
        ticketNumber: lead?.number,
        dueAt: lead?.dueAt.toISOString(),
        what: { zh: expect.any(String), en: expect.any(String) },
        where: expect.stringContaining((await journey.current()).objectName ?? '?'),
      },
    });
    expect(others).toMatchObject([{ organizationCode: 'DEPT-WATER' }]);
  });

  test('go out again when a case is dispatched again, and tell of a recall', async () => {
    const journey = await new Journey(bench).dispatched();
    const [lead] = await journey.tickets();
    if (!lead) throw new Error('a ticket was issued');
    const recall = { ticketId: lead.id, version: lead.version, reason: '责任单位有误' };
    await bench.ticketing.recall(operator, { ...recall, idempotencyKey: freshKey() });
    expect(await toldIn(journey)).toEqual([
      'TICKET_ISSUED DEPT-ENVIRONMENT',
      'TICKET_RECALLED DEPT-ENVIRONMENT',
    ]);
    expect((await emailsOf(journey))[1]?.facts.note).toBe('责任单位有误');
    await bench.dispatching.redispatch(operator, {
      ...(await journey.input()),
      leadOrganizationCode: 'DEPT-WATER',
      assistingOrganizationCodes: [],
    });
    expect((await toldIn(journey)).slice(2)).toEqual(['TICKET_ISSUED DEPT-WATER']);
  });

  test('tell of the recall that follows when a case is void', async () => {
    const journey = await new Journey(bench).dispatched();
    await bench.voiding.request(operator, { ...(await journey.input()), reason: '重复立案' });
    const decision = { decision: 'APPROVED', note: '确属重复' } as const;
    await bench.voiding.decide(
      { ...shiftLeader, id: 'leader of the shift' },
      { ...(await journey.input()), ...decision },
    );
    expect(await toldIn(journey)).toEqual([
      'TICKET_ISSUED DEPT-ENVIRONMENT',
      'TICKET_RECALLED DEPT-ENVIRONMENT',
    ]);
  });

  test('tell of a rework, with its reason and its new deadline', async () => {
    const journey = await (await new Journey(bench).answered()).checking();
    const [ticket] = await journey.tickets();
    await bench.checking.recordCheck(actorOf('POST_SUPERVISION'), {
      ...(await journey.input()),
      outcome: 'FAILED',
      ticketIds: [ticket?.id ?? ''],
      reason: '现场仍有异味',
    });
    expect(await toldIn(journey)).toEqual([
      'TICKET_ISSUED DEPT-ENVIRONMENT',
      'TICKET_REWORK DEPT-ENVIRONMENT',
    ]);
    const [again] = await journey.tickets();
    expect((await emailsOf(journey))[1]?.facts).toMatchObject({
      note: '现场仍有异味',
      dueAt: again?.dueAt.toISOString(),
    });
  });

  test('are not written when the dispatch fails, nor twice when it is retried', async () => {
    const journey = await new Journey(bench).filed();
    const receivers = { leadOrganizationCode: 'DEPT-ENVIRONMENT', assistingOrganizationCodes: [] };
    const input = { ...(await journey.input()), ...receivers };
    const failing = bench.database.transaction(async () => {
      await bench.dispatching.dispatch(operator, input);
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(
      await bench.database.transaction((manager) =>
        manager.countBy('email_delivery', { caseId: journey.caseId }),
      ),
    ).toBe(0);
    await bench.dispatching.dispatch(operator, input);
    await bench.dispatching.dispatch(operator, input);
    expect(await toldIn(journey)).toEqual(['TICKET_ISSUED DEPT-ENVIRONMENT']);
  });

  test('contain neither the reporter nor the text of the report', async () => {
    const { longitude, latitude } = raisedExceedance();
    const description = '我是举报人李某某,电话 13800138000,河水发黑';
    const said = { description, categoryCode: 'RIVER', place: { longitude, latitude } };
    const report = await bench.reporting.submit(operator, {
      ...said,
      channelCode: 'OPERATOR',
      idempotencyKey: freshKey(),
    });
    const on = { reportId: report.id, idempotencyKey: freshKey(), version: 1, summary: '河道水质异常' };
    const journey = new Journey(bench);
    journey.caseId = (await bench.filing.adopt(operator, on)).id;
    await (await journey.acceptedAndFiled()).sent();
    const emails = await emailsOf(journey);
    expect(emails).toHaveLength(1);
    const received = JSON.stringify(emails);
    for (const secret of ['李某某', '13800138000', '河水发黑', operator.id])
      expect(received).not.toContain(secret);
  });

  test('that are dead are queued again by an operator, once, to the address of now', async () => {
    const code = 'DEPT-ENVIRONMENT';
    const moveTo = (email: string): Promise<unknown> =>
      bench.database.transaction((manager) => manager.update(KnownOrganization, { code }, { email }));
    await moveTo('');
    const journey = await new Journey(bench).dispatched();
    const [dead] = await emailsOf(journey);
    if (!dead) throw new Error('an e-mail was written');
    expect(dead).toMatchObject({ state: 'DEAD', fault: 'NO_ADDRESS' });
    const input = { emailId: dead.id, version: dead.version, idempotencyKey: freshKey() };
    const resend = (actor: Actor, more: object = {}): Promise<EmailDelivery> =>
      bench.correspondence.resend(actor, { ...input, idempotencyKey: freshKey(), ...more });
    await expect(resend(publicActor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(resend(water)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(resend(environment)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(resend(operator)).rejects.toMatchObject({ code: 'GUARD_FAILED' });
    expect(await offered(operator, dead)).toEqual([]);
    await moveTo('new@environment.example');
    expect(await offered(operator, dead)).toHaveLength(1);
    expect(await offered(environment, dead)).toEqual([]);
    await expect(resend(operator, { version: 7 })).rejects.toMatchObject({ code: 'VERSION_STALE' });
    expect(await emailsOf(journey)).toEqual([dead]);

    const queued = await bench.correspondence.resend(operator, input);
    expect(queued).toMatchObject({
      state: 'QUEUED',
      attempts: 0,
      fault: null,
      version: dead.version + 1,
      address: 'new@environment.example',
      domain: 'environment.example',
      messageId: dead.messageId,
    });
    expect(await bench.correspondence.resend(operator, input)).toEqual(queued);
    await expect(resend(operator, { version: queued.version })).rejects.toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    });
    const lines = (await bench.lines.wholeOf([journey.caseId])).flat();
    expect(lines.filter(({ thing }) => thing === 'EMAIL')).toMatchObject([
      { action: 'resend', from: 'DEAD', to: 'QUEUED', actorRole: 'OPERATOR', actorId: operator.id },
    ]);
  });

  test('that are dead are a worklist of the desk, the newest first', async () => {
    await bench.database.transaction((manager) =>
      manager.update(KnownOrganization, { code: In(['DEPT-ENVIRONMENT', 'DEPT-WATER']) }, { email: 'none' }),
    );
    const journey = await new Journey(bench).dispatched(['DEPT-WATER', 'DEPT-HOUSING']);
    const dead = (await emailsOf(journey)).filter(({ state }) => state === 'DEAD').reverse();
    expect(dead).toHaveLength(2);
    const page = await bench.emails.deadPage(operator, { first: 1 });
    expect(page).toMatchObject({ rows: [{ id: dead[0]?.id }], hasNextPage: true });
    const [first] = page.rows;
    const after = first && page.cursorOf(first);
    expect((await bench.emails.deadPage(operator, { first: 5, after })).rows).toEqual([dead[1]]);
    for (const actor of [environment, publicActor, actorOf('GRID_HEAD'), actorOf('POST_SUPERVISION')])
      expect((await bench.emails.deadPage(actor, { first: 5 })).rows).toEqual([]);
  });

  test.each([
    ['an operator', operator, 2],
    ['the organization', environment, 1],
    ['another organization', actorOf('DEPARTMENT_STAFF', { organization: 'DEPT-HOUSING' }), 0],
    ['the assisting one its own', water, 1],
    ['the head of the street, who sees the ticket', actorOf('GRID_HEAD', { grid: '370871001' }), 0],
    ['the public', publicActor, 0],
  ])('are shown to %s by their rights', async (_name, actor, count) => {
    const journey = await new Journey(bench).dispatched(['DEPT-WATER']);
    expect(await emailsOf(journey, actor)).toHaveLength(count);
  });
});
