import { expect, test } from '@jest/globals';
import type { EventLog, LoggedEvent } from '@ecogrid/events';
import { PUBLIC_ACTOR, hasRole, rightOf, type Actor } from '@ecogrid/identity';
import { GraphContext } from './context.ts';
import { pushed } from './pushed.ts';

const operator: Actor = { ...PUBLIC_ACTOR, kind: 'PERSON', id: 'p1', rights: [rightOf('OPERATOR')] };
const eventAt = (position: number): LoggedEvent => ({
  id: String(position),
  topic: 'Happened',
  channel: '',
  aggregateId: 'a',
  payload: {},
  occurredAt: new Date(0),
  position,
});

/** A log that always has a next event, and shows whether a reader waits. */
function steady(): EventLog {
  return {
    source: 'tests',
    epoch: 'e',
    head: 0,
    cursors: { encode: String, decode: Number },
    first: () => Promise.resolve(1),
    hold: () => () => undefined,
    advanced: (after, signal) =>
      after < 3
        ? Promise.resolve()
        : new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    read: (after) => Promise.resolve({ events: [eventAt(after + 1)], through: after + 1 }),
  };
}

test('checks each event with the current rights, not with those at the start', async () => {
  let now = operator;
  const context = new GraphContext(operator, 'r', steady(), () => Promise.resolve(now));
  const asked: number[] = [];
  const stream = await pushed(context, {
    filter: {},
    permits: (actor, { position }) => {
      asked.push(position);
      return hasRole(actor, 'OPERATOR');
    },
  });
  expect((await stream.next()).value).toMatchObject({ position: 1 });
  now = { ...operator, rights: [] };
  const pending = stream.next();
  while (asked.length < 3) await new Promise((resolve) => setImmediate(resolve));
  await stream.return?.();
  expect(await pending).toEqual({ done: true, value: undefined });
});

test('puts the start of a stream without a cursor into the context', async () => {
  const context = new GraphContext(operator, 'r', steady());
  const stream = await pushed(context, { filter: {}, permits: () => true });
  await stream.return?.();
  expect(context.openedAfter).toBe('0');
});
