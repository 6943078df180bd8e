import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { testEngines } from '@ecogrid/database/testing';
import { ActorSigner, importPair, type Actor } from '@ecogrid/identity';
import { enterprises } from '@ecogrid/seed-district';
import { Metrics, silentLogger } from '@ecogrid/service';
import type { RunningSubgraph, SubgraphResult } from '@ecogrid/subgraph';
import {
  actorOf,
  environment,
  freshKey,
  mailOptions,
  operator,
  publicActor,
  shiftLeader,
  water,
  photoSettings,
} from '../../testing/cases.builder.ts';
import { startCases } from '../../start.ts';

const HEAD = actorOf('GRID_HEAD', { grid: '370871001' });
const OTHER_HEAD = actorOf('GRID_HEAD', { grid: '370871002' });
const DEADLINES = (args = '') =>
  `subscription { push: deadlineNotice${args} { cursor eventId action from to actor { id } kind count escalationLevel deadlineAt ticket { id isOverdue } case { id } } }`;

type Push = Readonly<Record<string, unknown>> & { readonly cursor: string; readonly kind: string };
type Things = Readonly<Record<'done', Readonly<Record<string, { id: string; version: number }>>>>;

describe.each(testEngines())('deadlines that are pushed on $name', (engine) => {
  let running: RunningSubgraph;
  let signer: ActorSigner;
  let now: Date;
  const streams: Array<AsyncIterableIterator<SubgraphResult>> = [];
  beforeEach(async () => {
    const keys = await importPair(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    signer = new ActorSigner(keys.privateKey);
    now = new Date('2026-03-04T01:00:00.000Z');
    running = await startCases({
      databaseUrl: await engine.freshUrl(),
      gatewayKey: keys.publicKey,
      seed: true,
      attachments: photoSettings(),
      publicReports: { perClient: 20, inAll: 30 },
      divisionCode: '370871',
      clock: { now: () => now },
      logger: silentLogger,
      metrics: new Metrics(),
      mail: mailOptions(),
    });
  });
  afterEach(async () => {
    for (const stream of streams.splice(0)) await stream.return?.();
    await running.close();
  });

  const request = async (actor: Actor, query: string, variables = {}) => {
    const token = await signer.sign(actor, 'cases');
    return { query, variables, actorToken: () => token, requestId: 'test' };
  };
  const act = async (actor: Actor, name: string, input: object, answer = '__typename'): Promise<Things> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { done: ${name}(input: $input) { ${answer} } }`;
    const whole = { input: { idempotencyKey: freshKey(), ...input } };
    const { data, errors } = await running.subgraph.execute(await request(actor, query, whole));
    if (errors) throw new Error(JSON.stringify(errors));
    return data as unknown as Things;
  };
  const watch = async (actor: Actor, query: string) => {
    const answer = await running.subgraph.subscribe(await request(actor, query));
    if (!(Symbol.asyncIterator in answer)) return { refused: answer };
    streams.push(answer);
    const next = async (): Promise<Push> =>
      ((await answer.next()).value as SubgraphResult).data?.['push'] as Push;
    return { next };
  };
  const watched = async (actor: Actor, query: string): Promise<() => Promise<Push>> => {
    const { next } = await watch(actor, query);
    if (!next) throw new Error('the subscription was refused');
    return next;
  };
  const placeIn = (street: string) =>
    enterprises
      .filter(({ divisionCode }) => divisionCode.startsWith(street))
      .map(({ longitude, latitude }) => ({ longitude, latitude }))[0];
  const read = async (query: string): Promise<unknown> => {
    const { data } = await running.subgraph.execute(await request(operator, query));
    return data?.['read'];
  };
  /** From a report to a ticket. Everything planned on the way wakes the scheduler, which looks at the clock. */
  const dispatched = async (street = '370871001', lead = 'DEPT-ENVIRONMENT') => {
    const report = {
      description: '河道',
      channelCode: 'OPERATOR',
      categoryCode: 'RIVER',
      place: placeIn(street),
    };
    const { done: said } = (await act(operator, 'submitReport', report, 'reportId')) as unknown as {
      done: { reportId: string };
    };
    const adopted = (
      await act(
        operator,
        'adoptReport',
        { reportId: said.reportId, version: 1, summary: '河道' },
        'case { id }',
      )
    ).done;
    const caseId = adopted['case']?.id ?? '';
    await act(operator, 'acceptCase', { caseId, version: 1 });
    await act(shiftLeader, 'fileCase', { caseId, version: 2 });
    const answer = 'case { leadTicket { id version } }';
    const done = await act(
      operator,
      'dispatchCase',
      { caseId, version: 3, leadOrganizationCode: lead },
      answer,
    );
    const { leadTicket } = done.done['case'] as unknown as { leadTicket: { id: string; version: number } };
    return { caseId, ticketId: leadTicket.id };
  };
  const acknowledge = async (ticketId: string) =>
    act(environment, 'acknowledgeTicket', { ticketId, version: 1 });

  test('reach the department and the head of the street only; a cursor repeats nothing', async () => {
    const { caseId, ticketId } = await dispatched();
    await acknowledge(ticketId);
    const [own, head, other, elsewhere] = await Promise.all(
      [environment, HEAD, water, OTHER_HEAD].map((actor) => watched(actor, DEADLINES())),
    );
    now = new Date('2026-03-06T06:00:00.000Z');
    const later = await dispatched('370871002', 'DEPT-WATER');
    const first = await own?.();
    expect(first).toMatchObject({ ticket: { id: ticketId, isOverdue: true }, case: { id: caseId } });
    const kinds = [first?.kind, (await own?.())?.kind, (await own?.())?.kind].sort();
    expect(kinds).toEqual(['OVERDUE', 'WARNING_FRACTION', 'WARNING_LEAD']);
    const action = first?.kind === 'OVERDUE' ? 'ESCALATE' : 'WARN';
    expect(first).toMatchObject({ action, from: 'HANDLING', to: 'HANDLING', actor: null });
    expect((await head?.())?.['ticket']).toMatchObject({ id: ticketId });

    // The day after: the first push to the other department and the other street is of the other ticket.
    const again = await watched(environment, DEADLINES(`(after: "${first?.cursor}")`));
    expect(await again()).not.toMatchObject({ eventId: first?.['eventId'] });
    now = new Date('2026-03-10T06:00:00.000Z');
    await dispatched();
    expect((await other?.())?.['ticket']).toMatchObject({ id: later.ticketId });
    expect((await elsewhere?.())?.['ticket']).toMatchObject({ id: later.ticketId });
  });

  test('carry the level of an overdue ticket', async () => {
    const { ticketId } = await dispatched();
    await acknowledge(ticketId);
    const desk = await watched(
      operator,
      DEADLINES('(organizationCode: "DEPT-ENVIRONMENT", gridCode: "370871001")'),
    );
    const escalationLevels: unknown[] = [];
    for (const moment of ['06T01:00', '06T03:00', '06T06:30']) {
      now = new Date(`2026-03-${moment}:00.000Z`);
      await dispatched('370871002', 'DEPT-WATER');
      for (;;) {
        const { kind, escalationLevel, count } = await desk();
        if (kind !== 'OVERDUE') continue;
        escalationLevels.push([count, escalationLevel]);
        break;
      }
    }
    expect(escalationLevels).toEqual([
      [1, 'OPERATOR'],
      [2, 'GRID_HEAD'],
      [3, 'SHIFT_LEADER'],
    ]);
  });

  test('push the decision about an extension to its department', async () => {
    const { ticketId } = await dispatched();
    const extensions =
      'subscription { push: extensionDecided { cursor action from to actor { id } decision dueAt ticket { id extensionCount } } }';
    const next = await watched(environment, extensions);
    const desk = await watched(operator, extensions);
    await acknowledge(ticketId);
    const asked = { ticketId, version: 2, extendByWorkMinutes: 60, reason: '需要时间' };
    await act(environment, 'requestExtension', asked);
    await act(operator, 'decideTicketRequest', { ticketId, version: 3, decision: 'APPROVED' });
    expect(await next()).toMatchObject({
      decision: 'APPROVED',
      dueAt: '2026-03-06T02:00:00.000Z',
      action: 'DECIDE_EXTENSION',
      from: 'HANDLING',
      to: 'HANDLING',
      actor: null,
      ticket: { id: ticketId, extensionCount: 1 },
    });
    expect(await desk()).toMatchObject({ actor: { id: operator.id } });
  });

  test('name no ticket whose case was moved out of the sight of the subscriber', async () => {
    const { caseId, ticketId } = await dispatched();
    await acknowledge(ticketId);
    const before = await read('{ read: changeCursor }');
    const asked = { ticketId, version: 2, extendByWorkMinutes: 60, reason: '需要时间' };
    await act(environment, 'requestExtension', asked);
    await act(operator, 'decideTicketRequest', { ticketId, version: 3, decision: 'APPROVED' });
    const { version } = (await read(`{ read: case(id: "${caseId}") { version } }`)) as { version: number };
    await act(operator, 'moveCase', { caseId, version, place: placeIn('370871002'), reason: '属地有误' });
    const next = await watched(
      HEAD,
      `subscription { push: extensionDecided(after: "${String(before)}") { cursor decision ticket { id } } }`,
    );
    expect(await next()).toMatchObject({ decision: 'APPROVED', ticket: null });
  });

  test.each(['deadlineNotice', 'extensionDecided', 'lookBackDue', 'caseChanged', 'reportChanged'])(
    '%s refuses an empty cursor, and a grid code that is none',
    async (field) => {
      const code = async (args: string): Promise<unknown> => {
        const { refused } = await watch(operator, `subscription { ${field}(${args}) { cursor } }`);
        return refused;
      };
      const refusal = (expected: string): object => ({ errors: [{ extensions: { code: expected } }] });
      expect(await code('after: ""')).toMatchObject(refusal('CURSOR_INVALID'));
      expect(await code('gridCode: "37"')).toMatchObject(refusal('INPUT_INVALID'));
      expect(await code('gridCode: ""')).toMatchObject(refusal('INPUT_INVALID'));
    },
  );

  test.each([
    ['the public', publicActor, DEADLINES()],
    ['a supervisor', actorOf('SUPERVISOR'), DEADLINES()],
    ['an enterprise', actorOf('ENTERPRISE_USER'), DEADLINES()],
    ['a department that names another', environment, DEADLINES('(organizationCode: "DEPT-WATER")')],
    ['a head who names another street', HEAD, DEADLINES('(gridCode: "370871002")')],
    ['a department', environment, 'subscription { lookBackDue { cursor } }'],
    ['the public', publicActor, 'subscription { extensionDecided { cursor } }'],
  ])('are refused to %s', async (_name, actor, query) => {
    const only = { ...actor, rights: actor.rights.slice(0, 1) };
    const { refused } = await watch(only, query);
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
