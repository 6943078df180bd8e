import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PushedResults } from './pushed-results.ts';

const counted = { opened: () => undefined, closed: () => undefined };

function numbers(): { results: PushedResults<number>; taken: () => number } {
  let taken = 0;
  const source = { next: () => Promise.resolve({ done: false as const, value: (taken += 1) }) };
  const results = new PushedResults<number>(source, (event) => Promise.resolve(event as number), counted);
  return { results, taken: () => taken };
}

describe('results of events', () => {
  it('rest while they are held, and go on with the next one when they are released', async () => {
    const { results, taken } = numbers();
    expect((await results.next()).value).toBe(1);
    results.hold();
    const next = results.next();
    await nextTurn();
    expect(taken()).toBe(1);
    results.release();
    expect((await next).value).toBe(2);
  });

  it('close their source when their reader leaves, once, also before it has brought anything', async () => {
    let closings = 0;
    const pending = new Promise<never>(() => undefined);
    const close = (): Promise<IteratorResult<unknown>> => {
      closings += 1;
      return Promise.resolve({ done: true, value: undefined });
    };
    const results = new PushedResults(
      { next: () => pending, return: close },
      (event) => Promise.resolve(event),
      counted,
    );
    void results.next();
    await results.return();
    await results.return();
    expect(closings).toBe(1);
  });

  it('begin with the given first result, and continue with the events', async () => {
    const source = { next: () => Promise.resolve({ done: false as const, value: 1 }) };
    const results = new PushedResults(source, (event) => Promise.resolve(event), counted, 'first');
    const both = [await results.next(), await results.next()];
    expect(both.map(({ value }) => value as unknown)).toEqual(['first', 1]);
  });

  it('end at once when their reader leaves while they are held', async () => {
    const { results } = numbers();
    results.hold();
    const next = results.next();
    await results.return();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
