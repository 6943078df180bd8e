import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId, type CappedCount, type UncountedPage } from '@ecogrid/database';
import { plansOf, testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { GraphContext } from '@ecogrid/subgraph';
import {
  actorOf,
  environment,
  openBench,
  operator,
  type CasesBench,
  withRoles,
} from '../testing/cases.builder.ts';
import { DESK_NOW, deskReports, deskTickets } from '../testing/desk.builder.ts';
import { canReadTicket } from '../dispatch/index.ts';
import { isTicketOverdue, type Ticket } from '../dispatch/ticket.entity.ts';
import type { TicketFilter } from '../dispatch/ticket.repository.ts';
import type { TicketOrder } from '../dispatch/ticket.vocabulary.ts';
import { canReadReport, type Report } from '../intake/index.ts';
import type { ReportFilter } from '../intake/report/report.repository.ts';

const ME = actorOf('SUPERVISOR').id ?? '';
const CASE = newId();

type TicketWish = Omit<TicketFilter, 'now'>;
type Order = keyof typeof TicketOrder;

const TICKET_WISHES: ReadonlyArray<readonly [string, TicketWish]> = [
  ['nothing', {}],
  ['a state', { states: ['HANDLING'] }],
  ['states', { states: ['ISSUED', 'HANDLING', 'DONE'] }],
  ['a street', { within: '370871002' }],
  ['a community', { within: '370871002001' }],
  ['a unit grid and states', { within: '370871002001001', states: ['ISSUED', 'DONE'] }],
  ['an organization', { organizationCode: 'DEPT-WATER' }],
  [
    'an organization, states and a street',
    { organizationCode: 'DEPT-WATER', states: ['DONE'], within: '370871001' },
  ],
  ['overdue', { isOverdue: true }],
  ['not overdue, and states', { isOverdue: false, states: ['HANDLING', 'SUSPENDED'] }],
  ['a latest due time', { dueBefore: new Date('2026-03-01T00:00:00.000Z') }],
  ['overdue, and an organization', { isOverdue: true, organizationCode: 'DEPT-ENVIRONMENT' }],
];
const REPORT_WISHES: ReadonlyArray<readonly [string, ReportFilter]> = [
  ['nothing', {}],
  ['states', { states: ['RECEIVED', 'REJECTED'] }],
  ['a street', { within: '370871003' }],
  ['a community and a state', { within: '370871003001', states: ['ADOPTED'] }],
  ['a unit grid', { within: '370871003001001' }],
  ['a channel', { channelCode: 'PUBLIC' }],
  ['a channel in a street, and states', { channelCode: 'MEMBER', within: '370871001', states: ['ADOPTED'] }],
];
/** Of one reporter or case all reports are looked at. */
const OWNED_REPORTS: typeof REPORT_WISHES = [
  ['a reporter', { reporterId: 'person' }],
  [
    'the actor in states of a street',
    { reporterId: ME, states: ['RECEIVED', 'ADOPTED'], within: '370871001' },
  ],
  ['a case', { caseId: CASE }],
  ['a reporter of a case, and a channel', { caseId: CASE, reporterId: ME, channelCode: 'MEMBER' }],
  ['no person', { reporterId: '' }],
];
const head = actorOf('GRID_HEAD', { grid: '370871002' });
const supervisor: Actor = withRoles(actorOf('SUPERVISOR'), 'SUPERVISOR');
const ACTORS: ReadonlyArray<readonly [string, Actor]> = [
  ['an operator', operator],
  ['the head of a street, whose platform has tickets too', head],
  ['a grid member', actorOf('GRID_MEMBER', { grid: '370871002001001' })],
  ['a department', environment],
  ['a supervisor', supervisor],
];

/** The properties that both lists share. */
interface Listed<Row extends { id: string }> {
  readonly page: (first: number, after?: string | null) => Promise<UncountedPage<Row>>;
  readonly count: (upTo: number) => Promise<CappedCount>;
}

async function walked<Row extends { id: string }>({ page }: Listed<Row>): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ;) {
    const { rows, hasNextPage, cursorOf, endCursor } = await page(41, after);
    ids.push(...rows.map(({ id }) => id));
    const last = rows.at(-1);
    if (!hasNextPage) return ids;
    after = endCursor ?? (last && cursorOf(last));
  }
}

describe.each(testEngines())('lists of tickets and reports on $name', (engine) => {
  let bench: CasesBench;
  let tickets: Ticket[];
  let reports: Report[];
  beforeAll(async () => {
    bench = await openBench(engine);
    tickets = deskTickets(360);
    reports = deskReports(360, [ME, 'person', 'another person']);
    reports.forEach((report, index) => (report.caseId = index % 3 === 0 ? CASE : null));
    await bench.database.transaction(async () => {
      await bench.tickets.insert(tickets);
      for (const report of reports) await bench.reports.insert(report);
    });
  });
  afterAll(() => bench.close());

  const ticketList = (wish: TicketWish, order: Order, actor: Actor): Listed<Ticket> => ({
    page: (first, after) => bench.tickets.page({ ...wish, now: DESK_NOW }, order, actor, { first, after }),
    count: (upTo) => bench.tickets.count({ ...wish, now: DESK_NOW }, order, actor, upTo),
  });
  const reportList = (wish: ReportFilter, actor: Actor): Listed<Report> => ({
    page: (first, after) => bench.reports.page(wish, actor, { first, after }),
    count: (upTo) => bench.reports.count(wish, actor, upTo),
  });

  async function isAsExpected<Row extends { id: string }>(
    list: Listed<Row>,
    ids: readonly string[],
  ): Promise<void> {
    expect(await walked(list)).toEqual(ids);
    expect(await list.count(20)).toEqual({ value: Math.min(ids.length, 20), isCapped: ids.length > 20 });
  }

  async function isReadFromIndexes<Row extends { id: string }>({ page, count }: Listed<Row>): Promise<void> {
    const { rows, cursorOf } = await page(5);
    const last = rows[4];
    const plans = await plansOf(bench.database, async () => {
      await page(50);
      if (last) await page(50, cursorOf(last));
      await count(1_000);
    });
    expect(plans.faults).toEqual([]);
  }

  describe.each(ACTORS)('for %s', (_name, actor) => {
    test.each(TICKET_WISHES)(
      'tickets filtered by %s are the matching tickets, in both orders, from indexes',
      async (_wish, wish) => {
        for (const order of ['ISSUED_AT', 'DUE_AT'] as const) {
          const list = ticketList(wish, order, actor);
          await isAsExpected(list, expectedTickets(tickets, wish, order, actor));
          await isReadFromIndexes(list);
        }
      },
    );

    test.each(REPORT_WISHES)(
      'reports filtered by %s are the matching reports, from indexes',
      async (_wish, wish) => {
        const list = reportList(wish, actor);
        await isAsExpected(list, expectedReports(reports, wish, actor));
        await isReadFromIndexes(list);
      },
    );

    test.each(OWNED_REPORTS)('reports filtered by %s are the matching reports', async (_wish, wish) => {
      await isAsExpected(reportList(wish, actor), expectedReports(reports, wish, actor));
    });

    test('many filters together have the same answers as each filter alone', async () => {
      const context = new GraphContext(actor, 'r', bench.log);
      const asked = TICKET_WISHES.map(([, wish]) => ({ filter: { ...wish, now: DESK_NOW }, ...EACH }));
      const [pages, counts] = [
        await bench.tickets.pagesOf(asked, context),
        await bench.tickets.countsOf(asked, context),
      ];
      for (const [index, { filter, order, page, upTo }] of asked.entries()) {
        expect(pages[index]).toMatchObject(shownBy(await bench.tickets.page(filter, order, actor, page)));
        expect(counts[index]).toEqual(await bench.tickets.count(filter, order, actor, upTo));
      }
      const reported = [...REPORT_WISHES, ...OWNED_REPORTS].map(([, filter]) => ({ filter, ...EACH }));
      const found = await bench.reports.pagesOf(reported, context);
      const counted = await bench.reports.countsOf(reported, context);
      for (const [index, { filter, page, upTo }] of reported.entries()) {
        expect(found[index]).toMatchObject(shownBy(await bench.reports.page(filter, actor, page)));
        expect(counted[index]).toEqual(await bench.reports.count(filter, actor, upTo));
      }
    });
  });
});

const EACH = { order: 'DUE_AT', page: { first: 4 }, upTo: 30 } as const;

function shownBy({ rows, hasNextPage }: Pick<UncountedPage<{ id: string }>, 'rows' | 'hasNextPage'>): object {
  return { rows: rows.map(({ id }) => ({ id })), hasNextPage };
}

/** The plain meaning of the lists: every row looked at, then sorted. */
function expectedTickets(all: readonly Ticket[], wish: TicketWish, order: Order, actor: Actor): string[] {
  const { states, within, organizationCode, isOverdue, dueBefore } = wish;
  const isWanted = (row: Ticket): boolean =>
    (!states || states.includes(row.state)) &&
    (!within || row.gridCode.startsWith(within)) &&
    (!organizationCode || row.organizationCode === organizationCode) &&
    (isOverdue === undefined || isTicketOverdue(row, DESK_NOW) === isOverdue) &&
    (!dueBefore || row.dueOrder < dueBefore);
  const [key, sign] = order === 'DUE_AT' ? (['dueOrder', 1] as const) : (['issuedAt', -1] as const);
  return all
    .filter((row) => canReadTicket(actor, row) && isWanted(row))
    .sort((a, b) => sign * (a[key].getTime() - b[key].getTime() || (a.id < b.id ? -1 : 1)))
    .map(({ id }) => id);
}

function expectedReports(all: readonly Report[], wish: ReportFilter, actor: Actor): string[] {
  const { states, within, channelCode, reporterId, caseId } = wish;
  const isWanted = (row: Report): boolean =>
    (!states || states.includes(row.state)) &&
    (!within || (row.gridCode?.startsWith(within) ?? false)) &&
    (!channelCode || row.channelCode === channelCode) &&
    (reporterId === undefined || row.reporterId === reporterId) &&
    (!caseId || row.caseId === caseId);
  return all
    .filter((row) => canReadReport(actor, row) && isWanted(row))
    .sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime() || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
}
