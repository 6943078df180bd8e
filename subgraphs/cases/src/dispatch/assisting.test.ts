import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { GraphContext } from '@ecogrid/subgraph';
import {
  Journey,
  actorOf,
  environment,
  freshKey,
  openBench,
  operator,
  type CasesBench,
} from '../testing/cases.builder.ts';
import { newId } from '@ecogrid/database';
import { CaseTicketsResolver } from './index.ts';
import { MOST_OF_CASE } from './ticket.repository.ts';

/** Departments and street platforms mixed, and two platforms of streets in which the case does not lie. */
const ASSISTING = [
  'PLATFORM-370871003',
  'DEPT-WATER',
  'PLATFORM-370871001',
  'DEPT-HOUSING',
  'PLATFORM-370871002',
] as const;
const LEAD = 'DEPT-ENVIRONMENT';

const staffOf = (organization: string): Actor =>
  actorOf(organization.startsWith('DEPT') ? 'DEPARTMENT_STAFF' : 'GRID_HEAD', { organization });

describe.each(testEngines())('a case that many organizations handle, on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    journey = await new Journey(bench).dispatched([...ASSISTING]);
  });
  afterEach(() => bench.close());

  test('shows each organization its own ticket, however many newer ones others have', async () => {
    const [first, own] = await journey.tickets();
    if (!first || !own) throw new Error('the case was dispatched');
    const issuedAt = new Date(own.issuedAt.getTime() + 60_000);
    const others = Array.from({ length: MOST_OF_CASE }, (_, index) => ({
      ...first,
      id: newId(),
      number: `${first.number}-${index}`,
      issuedAt,
    }));
    await bench.database.transaction(() => bench.tickets.insert(others));
    const context = new GraphContext(staffOf(own.organizationCode), 'request', bench.log);
    const [shown] = await bench.tickets.ofCases([journey.caseId], context);
    expect(shown).toMatchObject([{ id: own.id }]);
    const [all] = await bench.tickets.ofCases([journey.caseId], new GraphContext(operator, 'r', bench.log));
    expect(all).toHaveLength(MOST_OF_CASE);
  });

  const lead = async () => {
    const [ticket] = await journey.tickets();
    if (ticket?.organizationCode !== LEAD) throw new Error('the lead comes first');
    return ticket;
  };
  const currentTo = async (actor: Actor): Promise<string[]> => {
    const context = new GraphContext(actor, 'test', bench.log);
    const tickets = await new CaseTicketsResolver(bench.tickets).currentTickets(
      await journey.current(),
      context,
    );
    return tickets.map(({ organizationCode }) => organizationCode);
  };

  test('has a ticket for its lead and one for each of five that assist, with a number, a deadline and an e-mail', async () => {
    const tickets = await journey.tickets();
    expect(tickets.map(({ role, organizationCode }) => [role, organizationCode])).toEqual([
      ['LEAD', LEAD],
      ...ASSISTING.map((code) => ['ASSISTING', code]),
    ]);
    expect(new Set(tickets.map(({ number }) => number)).size).toBe(6);
    expect(tickets.map(({ dueAt }) => dueAt)).toEqual(tickets.map(() => tickets[0]?.dueAt));
    const context = new GraphContext(operator, 'test', bench.log);
    const emails = await Promise.all(tickets.map(({ id }) => context.load(bench.emails.ofTickets, id)));
    expect(emails.map((own) => own.map(({ kind, organizationCode }) => [kind, organizationCode]))).toEqual(
      [LEAD, ...ASSISTING].map((code) => [['TICKET_ISSUED', code]]),
    );
  });

  test('waits for the answer of every one of them, each given by its own people', async () => {
    for (const ticket of await journey.tickets()) {
      expect((await journey.current()).state).toBe('DISPATCHED');
      await journey.answer(ticket, staffOf(ticket.organizationCode));
    }
    expect((await journey.current()).state).toBe('FEEDBACK');
  });

  test('shows of its tickets those that stand, the lead of its last dispatch first, and to each department its own', async () => {
    expect(await currentTo(operator)).toEqual([LEAD, ...ASSISTING]);
    expect([await currentTo(environment), await currentTo(staffOf('DEPT-WATER'))]).toEqual([
      [LEAD],
      ['DEPT-WATER'],
    ]);
    const { id: ticketId, version } = await lead();
    const recall = { ticketId, version, reason: '责任单位有误', idempotencyKey: freshKey() };
    await bench.ticketing.recall(operator, recall);
    expect(await currentTo(operator)).toEqual([...ASSISTING]);
  });
});
