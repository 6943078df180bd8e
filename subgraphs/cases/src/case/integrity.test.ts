import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { rightOf, type Actor } from '@ecogrid/identity';
import {
  Journey,
  environment,
  openBench,
  operator,
  raisedExceedance,
  water,
  type CasesBench,
} from '../testing/cases.builder.ts';

describe.each(testEngines())('the stored rows of cases on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    journey = new Journey(bench);
  });
  afterEach(() => bench.close());

  test('proves its history', async () => {
    await journey.closed();
    expect(await bench.history.verified([journey.caseId], undefined as never)).toEqual([true]);
    const [lines = []] = await bench.lines.wholeOf([journey.caseId]);
    expect(lines.map(({ action }) => action)).toEqual([
      ...['adopt', 'accept', 'file', 'dispatch', 'dispatch', 'acknowledge', 'submitResult', 'feedback'],
      ...['sendToCheck', 'recordCheck', 'close'],
    ]);
  });

  test('reveals the handler of a case by no filter, except to actors who may see its tickets', async () => {
    await journey.dispatched();
    const { enterpriseCode } = await journey.current();
    const found = async (actor: Actor): Promise<number> => {
      const filter = { now: new Date(), organizationCode: 'DEPT-ENVIRONMENT' };
      return (await bench.cases.page(filter, 'CREATED_AT', actor, { first: 10 })).rows.length;
    };
    const enterprise: Actor = {
      ...operator,
      rights: [rightOf('ENTERPRISE_USER', { enterprise: enterpriseCode })],
    };
    expect(await found(enterprise)).toBe(0);
    expect(await found(operator)).toBe(1);
    expect(await found(environment)).toBe(1);
  });

  test('numbers cases without a gap when several are opened at once', async () => {
    const raised = ['w01018', 'w21003', 'w21011', 'w21001'].map((pollutantCode) =>
      raisedExceedance({ pollutantCode }),
    );
    await Promise.all(raised.map((each) => new Journey(bench).reported(each)));
    const page = await bench.cases.page({ now: new Date() }, 'CREATED_AT', operator, { first: 10 });
    expect(page.rows.map(({ number }) => number).sort()).toEqual(
      [1, 2, 3, 4].map((count) => `2026-370871-00000${count}`),
    );
  });

  test('goes on to feedback once when two tickets are answered at the same moment', async () => {
    await journey.dispatched(['DEPT-WATER']);
    const [lead, assisting] = await journey.tickets();
    if (!lead || !assisting) throw new Error('two tickets were issued');
    await Promise.all([journey.answer(lead, environment), journey.answer(assisting, water)]);
    expect(await journey.current()).toMatchObject({ state: 'FEEDBACK', openTickets: 0 });
    expect(await bench.history.verified([journey.caseId], undefined as never)).toEqual([true]);
  });
});
