import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { nestedPageKey, newId, type Page } from '@ecogrid/database';
import { plansOf, testEngines } from '@ecogrid/database/testing';
import type { LoggedEvent } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { GraphContext } from '@ecogrid/subgraph';
import {
  Journey,
  actorOf,
  freshKey,
  openBench,
  operator,
  raisedExceedance,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import { watchCases } from '../case.subscription.ts';
import { CaseEvent, latestKey } from './index.ts';

/** Manipulations of each column of a line with the tools of the database. */
const FORGED: Readonly<Record<string, string>> = {
  id: "'00000000-0000-7000-8000-000000000000'",
  case_id: "'00000000-0000-7000-8000-000000000000'",
  sequence: '100',
  at: "'2026-03-04 01:00:00.001'",
  actor_kind: "'PUBLIC'",
  actor_id: "'another person'",
  actor_role: "'ASSESSOR'",
  channel: "'OTHER'",
  thing: "'REPORT'",
  thing_id: "'00000000-0000-7000-8000-000000000000'",
  action: "'reject'",
  from_state: "'FILED'",
  to_state: "'FILED'",
  note: "'x'",
  previous_hash: "'0'",
  hash: "'0'",
};
const ACCEPTED = "action = 'accept'";

describe.each(testEngines())('the history of a case on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    journey = await new Journey(bench).closed();
  });
  afterEach(() => bench.close());

  const query = (sql: string): Promise<unknown> =>
    bench.database.transaction((manager) => manager.query(sql));
  const isProven = async (): Promise<boolean> =>
    (await bench.history.verified([journey.caseId], undefined as never))[0] === true;
  const lines = async (): Promise<CaseEvent[]> => (await bench.lines.wholeOf([journey.caseId])).flat();
  /** A user who may change the schema removes the triggers first. */
  async function unlock(): Promise<void> {
    for (const verb of ['update', 'delete']) await query(`DROP TRIGGER tr_case_event_no_${verb}`);
  }

  const contextOf = (actor: Actor): GraphContext => new GraphContext(actor, 'test', bench.log);

  describe('an action that only some readers see', () => {
    const inspector = actorOf('POST_SUPERVISION');
    const head = actorOf('GRID_HEAD', { grid: '370871001' });

    test('is no line of the history of the others', async () => {
      const period = {
        closedFrom: '2026-03-01',
        closedTo: '2026-03-31',
        strata: 'NONE',
        size: 1,
      } as const;
      await bench.sampling.draw(inspector, { ...period, idempotencyKey: freshKey() });
      const seenBy = async (actor: Actor): Promise<string[][]> => {
        const context = contextOf(actor);
        const [page] = await bench.lines.ofCases([nestedPageKey(journey.caseId, { first: 100 })], context);
        const [latest] = await bench.lines.latestOfCases([latestKey(journey.caseId, 2)], context);
        return [(page as Page<CaseEvent>).rows, latest as CaseEvent[]].map((rows) =>
          rows.map(({ action }) => action),
        );
      };
      const [whole, last] = await seenBy(inspector);
      expect([whole?.at(-1), last]).toEqual(['draw', ['draw', 'close']]);
      expect(await seenBy(head)).toEqual([whole?.filter((action) => action !== 'draw'), ['close']]);
      expect(await isProven()).toBe(true);
    });

    test('is not pushed to the others', async () => {
      const streams = await Promise.all([inspector, head].map((actor) => watchCases({}, contextOf(actor))));
      const subject = await journey.current();
      for (const action of ['draw', 'move'] as const)
        await bench.database.transaction(() =>
          bench.caseChanges.changed(operator, subject, { action, from: subject.state }),
        );
      const [toInspector, toHead] = await Promise.all(streams.map(untilMoved));
      expect(toInspector?.slice(-2)).toEqual(['draw', 'move']);
      expect(toHead).toEqual(toInspector?.filter((action) => action !== 'draw'));
      for (const stream of streams) await stream.return?.();
    });
  });

  test('is refused any change by the database itself', async () => {
    await expect(query(`UPDATE case_event SET note = 'x'`)).rejects.toThrow(/append-only/);
    await expect(query('DELETE FROM case_event')).rejects.toThrow(/append-only/);
    expect(await isProven()).toBe(true);
  });

  test('reads the last lines of many cases in one statement, newest first, up to the number of each request', async () => {
    const other = await new Journey(bench).reported(raisedExceedance({ pollutantCode: 'w21003' }));
    const all = (await lines()).reverse();
    const keys = [latestKey(journey.caseId, 3), latestKey(other.caseId, 20), latestKey(journey.caseId, 1)];
    const unknown = latestKey(newId(), 3);
    const plans = await plansOf(bench.database, async () => {
      const [three, few, one, none] = await bench.lines.latestOfCases(
        [...keys, unknown],
        contextOf(operator),
      );
      expect(three).toEqual(all.slice(0, 3));
      expect((few as CaseEvent[]).map(({ action }) => action)).toEqual(['adopt']);
      expect(one).toEqual(all.slice(0, 1));
      expect(none).toEqual([]);
    });
    expect(plans).toEqual({ statements: 1, faults: [] });
  });

  test('is found to be changed, for each column of a line', async () => {
    await unlock();
    const { columns } = bench.database.manager.connection.getMetadata(CaseEvent);
    expect(Object.keys(FORGED).sort()).toEqual(columns.map(({ databaseName }) => databaseName).sort());
    for (const [column, value] of Object.entries(FORGED)) {
      const forged = (async () => {
        await bench.database.transaction(async (manager) => {
          await manager.query(`UPDATE case_event SET ${column} = ${value} WHERE ${ACCEPTED}`);
          throw new Error(`${column} ${await isProven()}`);
        });
      })();
      await expect(forged).rejects.toThrow(`${column} false`);
    }
    expect(await isProven()).toBe(true);
  });

  test('is found to lack its last line, its first, and one between', async () => {
    await unlock();
    const all = await lines();
    for (const gone of [all.at(-1), all[0], all[4]]) {
      const shortened = bench.database.transaction(async (manager) => {
        await manager.delete(CaseEvent, { id: gone?.id });
        throw new Error(String(await isProven()));
      });
      await expect(shortened).rejects.toThrow('false');
    }
    expect(await isProven()).toBe(true);
  });

  test('is found to hold lines in another order, and one that was put in', async () => {
    await unlock();
    const [first, second, third] = await lines();
    if (!first || !second || !third) throw new Error('the case has a history');
    const swapped = bench.database.transaction(async (manager) => {
      await manager.update(CaseEvent, { id: second.id }, { sequence: 1_000 });
      await manager.update(CaseEvent, { id: third.id }, { sequence: second.sequence });
      await manager.update(CaseEvent, { id: second.id }, { sequence: third.sequence });
      throw new Error(String(await isProven()));
    });
    await expect(swapped).rejects.toThrow('false');
    const [last] = (await lines()).slice(-1);
    const added = { ...(last as CaseEvent), id: newId(), sequence: (last?.sequence ?? 0) + 1 };
    await bench.database.transaction((manager) => manager.insert(CaseEvent, added));
    expect(await isProven()).toBe(false);
  });
});

/** The actions that a stream pushes, up to a move. */
async function untilMoved(stream: AsyncIterableIterator<LoggedEvent>): Promise<string[]> {
  const actions: string[] = [];
  while (actions.at(-1) !== 'move') {
    const next: IteratorResult<LoggedEvent> = await stream.next();
    actions.push(String((next.value as LoggedEvent).payload['action']));
  }
  return actions;
}
