import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AnswerBudget, sizeOf } from './answer-budget.ts';
import { TransportDataSource } from './data-source.ts';
import { RemoteTransport } from './remote-transport.ts';
import type { SubgraphAnswer, SubgraphCall } from './transport.ts';

const LIMITS = {
  maxBytesOfFetch: 100,
  maxBytes: 150,
  maxRepresentationsOfFetch: 10,
  maxRepresentations: 15,
  maxMs: 1_000,
};
const tooLarge = (measure: string, limit: number): unknown =>
  expect.objectContaining({
    extensions: expect.objectContaining({ code: 'ANSWER_TOO_LARGE', details: { measure, limit } }) as unknown,
  });

describe('the answers of subgraphs for one request', () => {
  test.each([
    ['bytes of one fetch', (budget: AnswerBudget) => budget.take(101), tooLarge('BYTES', 100)],
    [
      'bytes of all fetches',
      (budget: AnswerBudget) => budget.take(80) ?? budget.take(80),
      tooLarge('BYTES', 150),
    ],
    ['entities of one fetch', (budget: AnswerBudget) => budget.ask(11), tooLarge('REPRESENTATIONS', 10)],
    [
      'entities of all fetches',
      (budget: AnswerBudget) => budget.ask(8) ?? budget.ask(8),
      tooLarge('REPRESENTATIONS', 15),
    ],
  ])('is bounded in %s, and the fetches under way are aborted', (_what, use, error) => {
    const budget = new AnswerBudget(LIMITS);
    expect(use(budget)).toEqual(error);
    expect([budget.signal.aborted, budget.ask(0)]).toEqual([true, error]);
  });

  test('is complete within the bounds', () => {
    const budget = new AnswerBudget(LIMITS);
    expect([budget.take(100), budget.take(50), budget.ask(10), budget.ask(5)]).toEqual(
      Array(4).fill(undefined),
    );
    expect(budget.signal.aborted).toBe(false);
  });

  test('is measured about as long as its JSON, and no further than the bound', () => {
    const value = {
      cases: Array.from({ length: 50 }, (_, n) => ({ number: `2026-${n}`, open: true, none: null })),
    };
    const json = JSON.stringify(value).length;
    expect(Math.abs(sizeOf(value, 1e9) - json)).toBeLessThan(0.3 * json);
    const endless: Record<string, unknown> = {};
    endless['a'] = [endless, endless];
    expect(sizeOf(endless, 1_000)).toBeLessThan(1_100);
  });
});

describe('a fetch of a request that has passed a bound', () => {
  const context = (): Record<string, unknown> => ({
    tokenFor: () => Promise.resolve(undefined),
    requestId: 'r',
  });
  const source = (execute: (call: SubgraphCall) => Promise<SubgraphAnswer>): TransportDataSource =>
    new TransportDataSource('grids', {
      execute,
      subscribe: () => Promise.reject(new Error('not asked for')),
      ready: () => Promise.resolve(true),
    });
  const fetchOf = (
    from: TransportDataSource,
    of: object,
    representations: number,
  ): Promise<SubgraphAnswer> => {
    const variables = { representations: Array(representations).fill({}) };
    return from.process({
      request: { query: '{ a }', variables },
      context: of,
    } as never) as Promise<SubgraphAnswer>;
  };

  test('is not sent, and those beside it are aborted', async () => {
    const of = context();
    let signal: AbortSignal | undefined;
    const slow = source((call) => {
      signal = call.signal;
      return new Promise((_resolve, reject) =>
        call.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    });
    const underWay = fetchOf(slow, of, 1);
    await new Promise((resolve) => setImmediate(resolve));
    const refused = await fetchOf(
      source(() => Promise.reject(new Error('was sent'))),
      of,
      10_001,
    );
    expect(refused.errors).toEqual([tooLarge('REPRESENTATIONS', 10_000)]);
    expect(signal?.aborted).toBe(true);
    expect((await underWay).errors).toEqual(refused.errors);
  });

  describe('in its time', () => {
    beforeEach(() => {
      jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    });
    afterEach(() => {
      jest.useRealTimers();
    });
    const held = source(
      ({ signal }) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    );
    const unavailable = expect.objectContaining({
      extensions: expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' }) as unknown,
    });

    test('is aborted at its end, and the next is not sent', async () => {
      const of = context();
      const asked = [fetchOf(held, of, 1), fetchOf(held, of, 1)];
      const ended = Promise.all(asked.map((each) => expect(each).rejects.toEqual(unavailable)));
      await jest.advanceTimersByTimeAsync(30_000);
      await ended;
      const sent = fetchOf(
        source(() => Promise.resolve({ data: { a: 1 } })),
        of,
        1,
      );
      await expect(sent).rejects.toEqual(unavailable);
    });

    test('has the time that the calls before it left, and needs none while nothing is under way', async () => {
      const budget = new AnswerBudget(LIMITS);
      const later = (ms: number) => (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const first = budget.timed(later(600));
      await jest.advanceTimersByTimeAsync(600);
      await first;
      await jest.advanceTimersByTimeAsync(300);
      expect([budget.signal.aborted, jest.getTimerCount()]).toEqual([false, 0]);
      const second = budget.timed(later(200));
      await jest.advanceTimersByTimeAsync(99);
      expect(budget.signal.aborted).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      expect([budget.signal.aborted, budget.exceeded]).toEqual([true, undefined]);
      await jest.advanceTimersByTimeAsync(100);
      await second;
    });
  });

  test('leaves other requests alone', async () => {
    const good = source(() => Promise.resolve({ data: { a: 1 } }));
    await fetchOf(good, context(), 10_001);
    expect(await fetchOf(good, context(), 1)).toEqual({ data: { a: 1 } });
  });

  test('ends the whole request when the subgraph ended it', async () => {
    const of = context();
    const error = Object.assign(new Error('x'), { extensions: { code: 'ANSWER_TOO_LARGE' } });
    const ending = source(() => Promise.resolve({ errors: [error as never] }));
    await fetchOf(ending, of, 1);
    expect(
      (
        await fetchOf(
          source(() => Promise.resolve({ data: {} })),
          of,
          1,
        )
      ).errors,
    ).toEqual([error]);
  });
});

describe('an answer without an end, over the network', () => {
  let server: Server;
  let closed: Promise<void>;

  beforeEach(async () => {
    let end: () => void = () => undefined;
    closed = new Promise((resolve) => (end = resolve));
    const write = (response: ServerResponse): void => {
      if (response.destroyed) return;
      response.write('"'.repeat(100_000), () => write(response));
    };
    server = createServer((_request, response) => {
      response.once('close', end);
      response.writeHead(200, { 'content-type': 'application/json' });
      write(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const call = (more: Partial<SubgraphCall>): SubgraphCall => ({
    query: '{ a }',
    actorToken: () => Promise.resolve(undefined),
    requestId: 'r',
    ...more,
  });

  test('is read to the bound, and the connection closed', async () => {
    const transport = new RemoteTransport(
      'grids',
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    );
    await expect(transport.execute(call({ maxBytes: 1_000_000 }))).rejects.toEqual(
      tooLarge('BYTES', 1_000_000),
    );
    await closed;
    await transport.close();
  });

  test('is left when the request was ended elsewhere', async () => {
    const transport = new RemoteTransport(
      'grids',
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    );
    const controller = new AbortController();
    const asked = transport.execute(call({ signal: controller.signal, maxBytes: 1e12 }));
    server.once('connection', () => setImmediate(() => controller.abort()));
    await expect(asked).rejects.toMatchObject({ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
    await closed;
    await transport.close();
  });
});
