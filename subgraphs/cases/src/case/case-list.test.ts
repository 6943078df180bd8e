import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countingStatements } from '@ecogrid/database';
import { plansOf } from '@ecogrid/database/testing';
import { testEngines } from '@ecogrid/database/testing';
import { holds, type Actor } from '@ecogrid/identity';
import { GraphContext } from '@ecogrid/subgraph';
import { enterprises } from '@ecogrid/seed-district';
import {
  actorOf,
  environment,
  openBench,
  operator,
  type CasesBench,
  withScope,
  organizationOf,
} from '../testing/cases.builder.ts';
import { canReadCase, isOverdue, type Case, type CaseOrder, type CaseWish } from './index.ts';
import { DESK_NOW, DESK_OUTLETS, fillDesk } from '../testing/desk.builder.ts';

type Order = keyof typeof CaseOrder;
type Wish = Omit<CaseWish, 'now'>;

const ENTERPRISE = enterprises[3]?.id ?? '';
const OUTLET = DESK_OUTLETS[0] ?? '';
const ago = (days: number): Date => new Date(DESK_NOW.getTime() - days * 86_400_000);

/** Every filter that a desk uses, alone and with those it is used with. */
const WISHES: ReadonlyArray<readonly [string, Wish]> = [
  ['nothing', {}],
  ['a state', { states: ['DISPATCHED'] }],
  ['states', { states: ['REPORTED', 'FILED', 'CLOSED'] }],
  ['the zone', { within: '370871' }],
  ['a street', { within: '370871002' }],
  ['a community', { within: '370871002001' }],
  ['a unit grid', { within: '370871002001001' }],
  ['a street and states', { within: '370871001', states: ['FILED', 'DISPATCHED'] }],
  ['a unit grid and states', { within: '370871001001001', states: ['FILED', 'CLOSED'] }],
  ['a category', { categoryCode: 'RIVER' }],
  ['a category and states', { categoryCode: 'DUST', states: ['FILED', 'DISPATCHED'] }],
  ['a category in a street', { categoryCode: 'DUST', within: '370871003' }],
  ['an organization', { organizationCode: 'DEPT-WATER' }],
  ['an organization and states', { organizationCode: 'DEPT-WATER', states: ['DISPATCHED'] }],
  ['an organization in a street', { organizationCode: 'DEPT-ENVIRONMENT', within: '370871001' }],
  ['overdue', { isOverdue: true }],
  ['not overdue', { isOverdue: false }],
  ['overdue, states and a street', { isOverdue: true, states: ['DISPATCHED'], within: '370871001' }],
  ['a latest due time', { dueBefore: new Date('2026-07-01T00:00:00.000Z') }],
  ['a word', { text: '异味' }],
  ['words', { text: '污水 COD' }],
  ['a word in states of a street', { text: '扬尘', states: ['FILED', 'CLOSED'], within: '370871002' }],
  ['urgency', { isUrgent: true }],
  ['not assigned by a superior, and a street', { isSuperior: false, within: '370871002' }],
  ['a channel and states', { channelCode: 'PUBLIC', states: ['FILED', 'DISPATCHED'] }],
  ['a special action', { campaignCode: 'CAMPAIGN-1' }],
  ['a kind of object', { objectKind: 'COAL_YARD', within: '370871001' }],
  ['a span of opening', { openedSince: ago(120), openedBefore: ago(90) }],
  ['a word and a span of opening', { text: '扬尘', openedSince: ago(120), openedBefore: ago(60) }],
  ['a span of closing', { closedSince: ago(100), closedBefore: ago(40) }],
  ['a later change', { updatedSince: ago(30), states: ['CLOSED', 'FILED'] }],
];
/** Of one enterprise or outlet all cases are looked at. */
const OWNED: typeof WISHES = [
  ['an enterprise', { supervisedObjectId: ENTERPRISE }],
  [
    'an enterprise, overdue and states',
    { supervisedObjectId: ENTERPRISE, isOverdue: true, states: ['FILED', 'DISPATCHED'] },
  ],
  [
    'an enterprise of a street and a word',
    { supervisedObjectId: ENTERPRISE, within: '370871001', text: '扬尘' },
  ],
  ['an outlet', { outletId: OUTLET }],
  [
    'an outlet of an enterprise and a span',
    { outletId: OUTLET, supervisedObjectId: ENTERPRISE, openedSince: ago(150) },
  ],
  ['an outlet and an organization', { outletId: OUTLET, organizationCode: 'DEPT-WATER' }],
];
const ORDERS: readonly Order[] = ['CREATED_AT', 'DUE_AT', 'UPDATED_AT'];

const enterpriseUser = withScope(actorOf('ENTERPRISE_USER'), {
  enterprise: enterprises[3]?.creditCode ?? '',
});
const ACTORS: ReadonlyArray<readonly [string, Actor]> = [
  ['an operator', operator],
  ['the head of a street, whose platform has tickets too', actorOf('GRID_HEAD', { grid: '370871002' })],
  ['a grid member', actorOf('GRID_MEMBER', { grid: '370871002001001' })],
  ['a department', environment],
  ['an enterprise', enterpriseUser],
];

function isOfKind(row: Case, wish: Wish): boolean {
  const asked = ['isUrgent', 'isSuperior', 'channelCode', 'campaignCode'] as const;
  const about = ['objectKind', 'supervisedObjectId', 'outletId'] as const;
  return [...asked, ...about].every((name) => wish[name] === undefined || row[name] === wish[name]);
}

function isInSpans({ createdAt, closedAt, updatedAt }: Case, wish: Wish): boolean {
  const { openedSince, openedBefore, closedSince, closedBefore, updatedSince } = wish;
  return (
    (!openedSince || createdAt >= openedSince) &&
    (!openedBefore || createdAt < openedBefore) &&
    (!closedSince || (closedAt !== null && closedAt >= closedSince)) &&
    (!closedBefore || (closedAt !== null && closedAt < closedBefore)) &&
    (!updatedSince || updatedAt >= updatedSince)
  );
}

function isWanted(row: Case, wish: Wish): boolean {
  const { states, within, categoryCode, organizationCode, dueBefore, text } = wish;
  const words = text?.toLowerCase().split(' ') ?? [];
  return (
    (!states || states.includes(row.state)) &&
    (!within || (row.gridCode?.startsWith(within) ?? false)) &&
    (!categoryCode || row.categoryCode === categoryCode) &&
    (!organizationCode || row.organizationCodes.includes(organizationCode)) &&
    (wish.isOverdue === undefined || isOverdue(row, DESK_NOW) === wish.isOverdue) &&
    (!dueBefore || row.dueOrder < dueBefore) &&
    isOfKind(row, wish) &&
    isInSpans(row, wish) &&
    words.every((word) => row.title.toLowerCase().includes(word))
  );
}

/** The plain meaning of a list: every row looked at, then sorted. */
function expected(all: readonly Case[], wish: Wish, order: Order, actor: Actor): string[] {
  const { organizationCode } = wish;
  const asksForAnother = organizationCode !== undefined && organizationCode !== organizationOf(actor);
  // An organization's part in a case is shown where its tickets are: in the actor's own grids.
  const isTold = ({ gridCode }: Case): boolean =>
    !asksForAnother || actor === operator || holds(actor, ['GRID_HEAD', 'GRID_MEMBER'], { grid: gridCode });
  const time = ({ createdAt, dueOrder, updatedAt }: Case): number =>
    order === 'CREATED_AT' ? -createdAt.getTime() : (order === 'DUE_AT' ? dueOrder : updatedAt).getTime();
  const sign = order === 'CREATED_AT' ? -1 : 1;
  return all
    .filter((row) => canReadCase(actor, row) && isTold(row) && isWanted(row, wish))
    .sort((a, b) => time(a) - time(b) || sign * (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

describe.each(testEngines())('the list of cases on $name', (engine) => {
  let bench: CasesBench;
  let all: Case[];
  beforeAll(async () => {
    bench = await openBench(engine);
    all = await fillDesk(bench, 420);
  });
  afterAll(() => bench.close());

  const page = (wish: Wish, order: Order, actor: Actor, first: number, after?: string | null) =>
    bench.cases.page({ ...wish, now: DESK_NOW }, order, actor, { first, after });

  async function walked(wish: Wish, order: Order, actor: Actor): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const { rows, hasNextPage, cursorOf, endCursor } = await page(wish, order, actor, 37, after);
      ids.push(...rows.map(({ id }) => id));
      const last = rows.at(-1);
      if (!hasNextPage) return ids;
      after = endCursor ?? (last && cursorOf(last));
    }
  }

  describe.each(ACTORS)('for %s', (_name, actor) => {
    test.each([...WISHES, ...OWNED])(
      'filtered by %s has the matching cases, page by page, in each order',
      async (_wish, wish) => {
        for (const order of ORDERS) {
          const ids = await walked(wish, order, actor);
          expect(ids).toEqual(expected(all, wish, order, actor));
          const count = await bench.cases.count({ ...wish, now: DESK_NOW }, order, actor, 20);
          expect(count).toEqual({ value: Math.min(ids.length, 20), isCapped: ids.length > 20 });
        }
      },
    );

    test('answers many filters together as it answers each, with few statements', async () => {
      const keys = [...WISHES, ...OWNED].flatMap(([, wish]) =>
        ORDERS.map((order) => ({ wish: { ...wish, now: DESK_NOW }, order, page: { first: 4 }, upTo: 30 })),
      );
      const context = new GraphContext(actor, 'r', bench.log);
      const spent = { statements: 0 };
      const [pages, counts] = await countingStatements(spent, () =>
        Promise.all([bench.cases.pagesOf(keys, context), bench.cases.countsOf(keys, context)]),
      );
      expect(spent.statements).toBeLessThanOrEqual(16);
      for (const [index, { wish, order, page: request, upTo }] of keys.entries()) {
        const { rows, hasNextPage } = await bench.cases.page(wish, order, actor, request);
        expect(pages[index]).toMatchObject({ rows: rows.map(({ id }) => ({ id })), hasNextPage });
        expect(counts[index]).toEqual(await bench.cases.count(wish, order, actor, upTo));
      }
    });

    test.each(WISHES)('reads by %s rows of an index in its order, and no more', async (_wish, wish) => {
      for (const order of ORDERS) {
        const first = await page(wish, order, actor, 5);
        const after = first.rows[4] && first.cursorOf(first.rows[4]);
        const plans = await plansOf(bench.database, async () => {
          await page(wish, order, actor, 50);
          if (after) await page(wish, order, actor, 50, after);
          await bench.cases.count({ ...wish, now: DESK_NOW }, order, actor, 1_000);
        });
        expect(plans.statements > 0 || first.rows.length === 0).toBe(true);
        expect(plans.faults).toEqual([]);
      }
    });
  });

  test('loses no case that changes while its changes are paged through', async () => {
    const order = 'UPDATED_AT';
    const wish = { updatedSince: ago(60) };
    const seen = new Map<string, number>();
    let changes = 0;
    for (let after: string | undefined; ;) {
      const { rows, hasNextPage, cursorOf } = await page(wish, order, operator, 5, after);
      for (const { id, version } of rows) seen.set(id, version);
      const last = rows.at(-1);
      if (!hasNextPage || !last) break;
      after = cursorOf(last);
      // One case that was read and one that was not change before the next page is read.
      const unread = expected(all, wish, order, operator).find((id) => !seen.has(id));
      for (const id of [rows[0]?.id, unread]) {
        const row = all.find((each) => each.id === id);
        if (!row || changes >= 20) continue;
        changes += 1;
        const set = { updatedAt: new Date(DESK_NOW.getTime() + changes) };
        await bench.database.transaction(() => bench.cases.update(row.id, row.version, set, { before: row }));
        Object.assign(row, set, { version: row.version + 1 });
      }
    }
    expect(changes).toBe(20);
    const wanted = all.filter(({ updatedAt }) => updatedAt >= wish.updatedSince);
    expect(wanted.length).toBeGreaterThan(50);
    for (const { id, version } of wanted) expect([id, seen.get(id)]).toEqual([id, version]);
    // The organizations of a case see its change in the same order.
    expect(await walked(wish, order, environment)).toEqual(expected(all, wish, order, environment));
  });

  test('has after its migrations the schema that the entities describe', async () => {
    expect(await bench.database.drift()).toEqual([]);
  });
});
