import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { newId } from '@ecogrid/database';
import { PUBLIC_ACTOR, ROLES, rightOf, type Actor, type Role } from '@ecogrid/identity';
import {
  Journey,
  actorOf,
  environment,
  openBench,
  raisedExceedance,
  water,
  type CasesBench,
  withScope,
} from '../../testing/cases.builder.ts';
import { canReadCase, visibleCases } from '../../case/index.ts';
import { GraphContext } from '@ecogrid/subgraph';
import { canReadTicket, type Ticket } from '../../dispatch/index.ts';
import { canReadReport } from '../../intake/index.ts';

const service = (role: Role): Actor => ({
  ...PUBLIC_ACTOR,
  kind: 'SERVICE',
  id: 'bi',
  rights: [rightOf(role)],
});

/** The scope of one right says nothing about the role of another. */
const memberAndHead: Actor = {
  ...actorOf('GRID_MEMBER', { grid: '370871002001001' }),
  rights: [
    ...actorOf('GRID_MEMBER', { grid: '370871002001001' }).rights,
    ...actorOf('GRID_HEAD', { grid: '370871003' }).rights,
    ...actorOf('SUPERVISOR', { grid: '370871001001001' }).rights,
  ],
};

/** One actor of every role, some in several places, and the ones whose rights are odd. */
const actors: ReadonlyArray<readonly [string, Actor]> = [
  ['the public', PUBLIC_ACTOR],
  ...ROLES.map((role) => [role, role === 'BI' ? service('BI') : actorOf(role)] as const),
  ['a member of another grid', actorOf('GRID_MEMBER', { grid: '370871002001001' })],
  ['a head of another street', actorOf('GRID_HEAD', { grid: '370871002' })],
  ['the assignee', environment],
  ['the assisting department', water],
  ['a department without an organization', withScope(environment, { organization: null })],
  ['a head without grids', withScope(actorOf('GRID_HEAD'), { grid: null })],
  ['an enterprise user without an enterprise', withScope(actorOf('ENTERPRISE_USER'), { enterprise: null })],
  ['a member who is head of another street', memberAndHead],
];

describe.each(testEngines())('visibility on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
    await new Journey(bench).dispatched(['DEPT-WATER', 'PLATFORM-370871002']);
    await new Journey(bench).reported(
      raisedExceedance({ pollutantCode: 'w21003', enterpriseCode: 'X'.repeat(18) }),
    );
    await new Journey(bench).reported(
      raisedExceedance({ outletId: newId(), longitude: 0, latitude: 0, gridCode: '370871002001001' }),
    );
    const reporter = actorOf('SUPERVISOR');
    const said = { description: '堆场扬尘', object: { kind: 'COAL_YARD', name: '示例煤场' } } as const;
    await bench.reporting.submit(reporter, { ...said, idempotencyKey: 'report-1' });
    await bench.reporting.submit(withScope(reporter, { grid: null }), {
      ...said,
      idempotencyKey: 'report-2',
    });
  });
  afterAll(() => bench.close());

  const first = 100;

  test.each(actors)(
    'agrees between the list and the row: cases, tickets and reports for %s',
    async (_name, actor) => {
      const all = actorOf('OPERATOR');
      const now = new Date();
      const ids = (page: { rows: ReadonlyArray<{ id: string }> }): string[] => page.rows.map(({ id }) => id);
      const everyCase = (await bench.cases.page({ now }, 'CREATED_AT', all, { first })).rows;
      expect(ids(await bench.cases.page({ now }, 'CREATED_AT', actor, { first }))).toEqual(
        everyCase.filter((row) => canReadCase(actor, row)).map(({ id }) => id),
      );
      const everyTicket = (await bench.tickets.page({ now }, 'ISSUED_AT', all, { first })).rows;
      expect(ids(await bench.tickets.page({ now }, 'ISSUED_AT', actor, { first }))).toEqual(
        everyTicket.filter((row) => canReadTicket(actor, row)).map(({ id }) => id),
      );
      const ofCases = await bench.tickets.ofCases(
        everyCase.map(({ id }) => id),
        new GraphContext(actor, 'request', bench.log),
      );
      expect(new Set(ofCases.flatMap((own) => own as Ticket[]).map(({ id }) => id))).toEqual(
        new Set(everyTicket.filter((row) => canReadTicket(actor, row)).map(({ id }) => id)),
      );
      const everyReport = (await bench.reports.page({}, all, { first })).rows;
      expect(ids(await bench.reports.page({}, actor, { first }))).toEqual(
        everyReport.filter((row) => canReadReport(actor, row)).map(({ id }) => id),
      );
      expect([everyCase.length, everyTicket.length, everyReport.length]).toEqual([3, 3, 5]);
    },
  );

  test.each([
    ['the public', PUBLIC_ACTOR, [0, 0, 0]],
    ['an operator', actorOf('OPERATOR'), [3, 3, 5]],
    ['the assignee', environment, [1, 1, 0]],
    [
      'a department without a ticket',
      actorOf('DEPARTMENT_STAFF', { organization: 'DEPT-HOUSING' }),
      [0, 0, 0],
    ],
    ['the head of the street', actorOf('GRID_HEAD', { grid: '370871001' }), [2, 3, 3]],
    ['the head of an assisting street', actorOf('GRID_HEAD', { grid: '370871002' }), [2, 1, 1]],
    ['the supervisor who reported', actorOf('SUPERVISOR'), [0, 0, 2]],
    ['the user of the enterprise', actorOf('ENTERPRISE_USER'), [2, 0, 0]],
  ] as const)('shows to %s their own rows', async (_name, actor, [cases, tickets, reports]) => {
    const now = new Date();
    expect([
      (await bench.cases.page({ now }, 'DUE_AT', actor, { first })).rows.length,
      (await bench.tickets.page({ now }, 'ISSUED_AT', actor, { first })).rows.length,
      (await bench.reports.page({}, actor, { first })).rows.length,
    ]).toEqual([cases, tickets, reports]);
  });

  test('computes the audience of departments without the actor', () => {
    expect(() => visibleCases({ ...environment, kind: 'AUDIENCE', id: null })).not.toThrow();
  });
});
