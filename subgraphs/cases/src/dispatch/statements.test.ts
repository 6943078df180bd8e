import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countingStatements, type Statement } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import {
  Journey,
  RECTIFIED,
  VERIFIED,
  actorOf,
  environment,
  freshKey,
  openBench,
  operator,
  shiftLeader,
  type CasesBench,
} from '../testing/cases.builder.ts';
import { readBy, readTwice } from '../testing/read-once.ts';

/** BEGIN and COMMIT count as well. */
const GATES = { acceptCase: 10, dispatchCase: 28, acknowledgeTicket: 13, closeCase: 16 } as const;
type Gated = keyof typeof GATES;

describe.each(testEngines())('the statements of a mutation on $name', (engine) => {
  const sent = new Map<string, Statement[]>();
  const answered = new Map<string, readonly [answer: unknown, stored: unknown]>();
  let bench: CasesBench;

  async function counted<T>(name: string, work: () => Promise<T>): Promise<T> {
    const statements: Statement[] = [];
    const answer = await countingStatements({ statements: 0, sent: statements }, work);
    sent.set(name, statements);
    return answer;
  }

  beforeAll(async () => {
    bench = await openBench(engine);
    const { filing, dispatching, ticketing, checking, closing, tickets } = bench;
    const journey = new Journey(bench);
    await journey.reported();
    const keep = async (name: string, answer: object): Promise<void> =>
      void answered.set(name, [{ ...answer }, { ...(await journey.current()) }]);
    let input = await journey.input();
    await keep('acceptCase', await counted('acceptCase', () => filing.accept(operator, input)));
    await filing.file(shiftLeader, await journey.input());
    input = await journey.input();
    const organizations = { leadOrganizationCode: 'DEPT-ENVIRONMENT', assistingOrganizationCodes: [] };
    const dispatch = () => dispatching.dispatch(operator, { ...input, ...organizations });
    await keep('dispatchCase', await counted('dispatchCase', dispatch));
    const ticket = (await journey.tickets())[0]!;
    const handling = { ticketId: ticket.id, version: ticket.version, idempotencyKey: freshKey() };
    const acknowledged = await counted('acknowledgeTicket', () =>
      ticketing.acknowledge(environment, handling),
    );
    answered.set('acknowledgeTicket', [{ ...acknowledged }, { ...(await tickets.find(ticket.id)) }]);
    const results = { verification: VERIFIED, rectification: RECTIFIED };
    const { version } = acknowledged;
    const submit = { ...handling, version, idempotencyKey: freshKey(), ...results };
    await counted('submitTicketResult', () => ticketing.submitResult(environment, submit));
    await journey.checking();
    input = await journey.input();
    const passed = { ...input, outcome: 'PASSED' as const, ticketIds: [] };
    await counted('recordCheck', () => checking.recordCheck(actorOf('POST_SUPERVISION'), passed));
    input = await journey.input();
    await keep('closeCase', await counted('closeCase', () => closing.close(shiftLeader, input)));
  });
  afterAll(() => bench.close());

  test.each(Object.entries(GATES))('%s sends at most %i', (name, most) => {
    expect(sent.get(name)?.length).toBeGreaterThan(0);
    expect(
      sent
        .get(name)
        ?.map(({ text }) => text)
        .slice(most),
    ).toEqual([]);
  });

  test.each(Object.keys(GATES) as Gated[])('%s reads nothing twice', (name) => {
    const statements = sent.get(name) ?? [];
    expect(statements.some((each) => readBy(each) !== null)).toBe(true);
    expect(readTwice(statements)).toEqual([]);
  });

  test.each(Object.keys(GATES) as Gated[])('%s answers with the stored state', (name) => {
    const [answer, stored] = answered.get(name) ?? [];
    expect(answer).toEqual(stored);
  });
});
