import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { nextOf, openShop, type OrderEvent, type Shop, type Stream } from './shop.fixture.ts';

const COUNT = 50;
const TOGETHER = 512;
const PRODUCTS = ['1', '2', '3'];

/** Events of every kind: those that are whole, and those in which something is missing. */
const kinds: ReadonlyArray<readonly [name: string, change: Partial<OrderEvent>]> = [
  ['whole', {}],
  ['without a product', { main: null }],
  ['with a product that is gone', { main: { id: 'gone' } }],
  ['with a product of which a field fails', { main: { id: 'bad' } }],
  [
    'with items of several types',
    {
      items: [
        { __typename: 'Service', hours: 3 },
        { __typename: 'Product', id: '2' },
      ],
    },
  ],
];
const selections = [
  '{ id main { name price } seller { name email } }',
  '{ id n: number main { a: name maker { name } } items { ... on Product { name } ... on Service { hours } } }',
  '{ id main { code } }',
  '{ id mandatory { code } seller { name } }',
  '{ id main { ...P } } fragment P on Product { name @include(if: true) price @skip(if: true) code }',
  '{ id broken main { name } }',
  '{ id number }',
];

const event = (number: number, change: Partial<OrderEvent> = {}): OrderEvent => ({
  id: `o${number}`,
  number: `N-${number}`,
  cursor: String(number),
  main: { id: PRODUCTS[number % PRODUCTS.length] as string },
  mandatory: { id: '1' },
  seller: { id: 's1' },
  items: [],
  ...change,
});

const orderOf = (result: unknown): Record<string, unknown> =>
  (result as { data: { orderChanged: Record<string, unknown> } }).data.orderChanged;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('events that come together', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop({ cursorArguments: () => ({ argument: 'after', field: 'cursor' }) });
  });
  afterEach(() => shop.gateway.stop());

  /** Replayed, so that they are all there at once. */
  async function replayed(events: readonly OrderEvent[], selection: string): Promise<unknown[]> {
    shop.log.push(event(0), ...events);
    const stream = await shop.listen(query(selection), { after: '0' });
    const results: unknown[] = [];
    while (results.length < events.length) results.push(await nextOf(stream));
    return results;
  }

  /** Each when the one before has been answered. */
  async function oneByOne(events: readonly OrderEvent[], selection: string): Promise<unknown[]> {
    const stream = await shop.listen(query(selection));
    const results: unknown[] = [];
    for (const each of events) {
      shop.publish(each);
      results.push(await nextOf(stream));
    }
    await stream.return?.();
    shop.log.length = 0;
    return results;
  }

  const query = (selection: string): string => {
    const [fields, ...fragments] = selection.split(' fragment ');
    const root = `subscription ($after: String) { orderChanged(after: $after) ${fields} }`;
    return [root, ...fragments.map((text) => `fragment ${text}`)].join(' ');
  };

  it('are completed by one call for each fetch, in which each entity is asked for once', async () => {
    const events = Array.from({ length: COUNT }, (_, index) => event(index + 1));
    const results = await replayed(events, '{ id main { name } seller { name } }');
    expect(results).toEqual(
      events.map(({ id, main }) => ({
        data: {
          orderChanged: {
            id,
            main: { name: `Product ${(main as { id: string }).id}` },
            seller: { name: 'Person s1' },
          },
        },
      })),
    );
    const { calls } = shop.sources.products;
    expect(calls.length).toBeLessThan(COUNT / 4);
    for (const { variables } of calls) {
      const { representations } = variables as { representations: Array<{ id: string }> };
      expect(new Set(representations.map(({ id }) => id)).size).toBe(representations.length);
    }
    expect(shop.federated.stats().executions).toBe(calls.length);
  });

  /** A replay whose reader stands still until as many events wait as may: then they come together. */
  async function crowded(events: readonly OrderEvent[], selection: string): Promise<Stream> {
    let taken = 0;
    for (const each of events)
      Object.defineProperty(each, 'number', { get: () => ((taken += 1), each.id), enumerable: true });
    shop.log.push(event(0), ...events);
    const stream = await shop.listen(query(selection), { after: '0' });
    while (taken < 1_100) await turn();
    return stream;
  }

  it('in large numbers are completed in batches, and keep their order', async () => {
    const events = Array.from({ length: 2_000 }, (_, index) =>
      event(index + 1, index % 700 === 699 ? { main: { id: 'gone' } } : {}),
    );
    const stream = await crowded(events, '{ number main { name } }');
    const numbers: unknown[] = [];
    while (numbers.length < events.length) numbers.push(orderOf(await nextOf(stream)).number);
    expect(numbers).toEqual(events.map(({ id }) => id));
  });

  /** The events that each call for products was made for, by their index. */
  const askedFor = (): string[][] =>
    shop.sources.products.calls.map(({ variables }) =>
      (variables as { representations: Array<{ id: string }> }).representations.map(({ id }) => id),
    );
  const numbered = (index: number): OrderEvent => event(index + 1, { main: { id: String(index) } });

  it('in large numbers are delivered while the entities of the next batch are fetched', async () => {
    const events = Array.from({ length: 2_000 }, (_, index) => numbered(index));
    const stream = await crowded(events, '{ number main { name } }');
    let furthest = 0;
    for (let read = 1; read <= events.length; read += 1) {
      await nextOf(stream);
      await turn();
      furthest = Math.max(furthest, askedFor().flat().length - read);
    }
    // Those that are being delivered, and wait for their reader, and as many again.
    expect(furthest).toBeGreaterThan(2 * TOGETHER);
  });

  it('in large numbers are completed together with one whose product is deleted', async () => {
    const events = Array.from({ length: 2_000 }, (_, index) =>
      index % TOGETHER === 300 ? event(index + 1, { main: { id: 'gone' } }) : numbered(index),
    );
    const stream = await crowded(events, '{ number main { name } }');
    for (let read = 0; read < events.length; read += 1) await nextOf(stream);
    expect(askedFor().flat()).toContain('gone');
    expect(askedFor().filter(([first, second]) => first === 'gone' && second === undefined)).toEqual([]);
  });

  it('in large numbers wait for one that runs alone before the next batch is fetched', async () => {
    await shop.gateway.stop();
    let taken = 0;
    async function* upstream(): AsyncGenerator<object> {
      for (; taken < 2_000; taken += 1) {
        const main = { __typename: 'Product', id: String(taken) };
        yield { data: taken === 300 ? {} : { orderChanged: { cursor: String(taken), main } } };
      }
    }
    shop = await openShop({
      cursorArguments: () => ({ argument: 'after', field: 'cursor' }),
      upstream: () => upstream() as AsyncIterable<ExecutionResult>,
    });
    const stream = await shop.listen(query('{ main { name } }'), { after: '0' });
    while (taken < 1_100) await turn();
    for (let read = 0; read < 2_000; read += 1) await nextOf(stream);
    expect(Math.max(...askedFor().map((each) => each.length))).toBe(TOGETHER);
    const asked = askedFor().flat().map(Number);
    expect(asked).toEqual([...asked].sort((one, other) => one - other));
  });

  it('show no earlier state than the event before, also behind one whose product is deleted', async () => {
    const { products } = shop.sources;
    const process = products.process.bind(products);
    products.process = async (options) => {
      const answer = await process(options);
      const state = String(products.calls.length).padStart(4, '0');
      for (const entity of (answer.data?.['_entities'] ?? []) as Array<{ name?: string } | null>)
        if (entity?.name) entity.name = state;
      return answer;
    };
    const events = Array.from({ length: 2_000 }, (_, index) =>
      event(index + 1, index % TOGETHER === 300 ? { main: { id: 'gone' } } : {}),
    );
    const stream = await crowded(events, '{ main { name } mandatory { name } }');
    const states: string[] = [];
    while (states.length < events.length)
      states.push((orderOf(await nextOf(stream))['mandatory'] as { name: string }).name);
    expect(states).toEqual([...states].sort());
  });

  it.each(selections)('answer %s like single events', async (selection) => {
    const whole = Array.from({ length: 12 }, (_, index) => event(index + 1));
    expect(await replayed(whole, selection)).toEqual(await oneByOne(whole, selection));
  });

  it.each(kinds)('answer like single events when one in the middle is %s', async (_name, change) => {
    for (const selection of selections) {
      shop.log.length = 0;
      const events = Array.from({ length: 8 }, (_, index) => event(index + 1, index === 4 ? change : {}));
      const alone = await oneByOne(events, selection);
      expect(await replayed(events, selection)).toEqual(alone);
    }
  });

  it('name for each event the fields that a failed subgraph leaves out', async () => {
    shop.sources.products.isDown = true;
    const events = Array.from({ length: 6 }, (_, index) => event(index + 1));
    const results = await replayed(events, '{ id main { name } }');
    expect(results).toEqual(
      events.map(({ id }) => ({
        data: { orderChanged: { id, main: { name: null } } },
        errors: [expect.objectContaining({ path: ['orderChanged', 'main', 'name'] })],
      })),
    );
  });

  it('are read ahead of their reader no further than the bound', async () => {
    await shop.gateway.stop();
    shop = await openShop({
      cursorArguments: () => ({ argument: 'after', field: 'cursor' }),
      limits: { maxQueuedEvents: 4 },
    });
    shop.log.push(...Array.from({ length: 3_000 }, (_, index) => event(index)));
    let taken = 0;
    for (const each of shop.log)
      Object.defineProperty(each, 'number', { get: () => ((taken += 1), 'N'), enumerable: true });
    const stream = await shop.listen(query('{ id number }'), { after: '0' });
    await nextOf(stream);
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(taken).toBeLessThan(1_100);
    await stream.return?.();
    expect(shop.channel.open).toBe(0);
  });
});
