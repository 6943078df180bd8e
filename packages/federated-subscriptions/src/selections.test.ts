import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { Channel } from './channel.fixture.ts';
import { asErrors, asStream, nextOf, openShop, type OrderEvent, type Shop } from './shop.fixture.ts';

const event: OrderEvent = {
  id: 'o1',
  number: 'N-1',
  cursor: '1',
  buyer: { id: 'b1' },
  seller: { id: 's1' },
  main: { id: 'p1' },
  mandatory: { id: 'p2' },
  items: [
    { __typename: 'Service', hours: 3 },
    { __typename: 'Product', id: 'p3' },
  ],
  document: { __typename: 'Invoice', id: 'i1', number: 'I-1', total: 5 },
};

describe('a selection', () => {
  let shop: Shop;
  beforeAll(async () => void (shop = await openShop()));
  afterAll(() => shop.gateway.stop());

  async function first(query: string, variables = {}, published: OrderEvent = event) {
    const stream = await shop.listen(query, variables);
    shop.publish(published);
    const result = await nextOf(stream);
    await stream.return?.();
    return result;
  }

  const rows: [string, string, Record<string, unknown>, unknown][] = [
    [
      'of the event alone',
      '{ orderChanged { id number } }',
      {},
      { orderChanged: { id: 'o1', number: 'N-1' } },
    ],
    [
      'across three subgraphs, in the order asked for',
      '{ orderChanged { main { maker { name } name id } seller { name } } }',
      {},
      {
        orderChanged: {
          main: { maker: { name: 'Person m1' }, name: 'Product p1', id: 'p1' },
          seller: { name: 'Person s1' },
        },
      },
    ],
    [
      'with aliases at every level',
      '{ changed: orderChanged { key: id what: main { a: name b: name c: hasName(as: "x") d: hasName(as: "y") } } }',
      {},
      {
        changed: {
          key: 'o1',
          what: { a: 'Product p1', b: 'Product p1', c: 'x:Product p1', d: 'y:Product p1' },
        },
      },
    ],
    [
      'with named fragments on the root and inside',
      '{ ...Root } fragment Root on Subscription { orderChanged { ...O } } fragment O on Order { id main { ...P } } fragment P on Product { name }',
      {},
      { orderChanged: { id: 'o1', main: { name: 'Product p1' } } },
    ],
    [
      'with variables for the event and for another subgraph',
      '($l: String, $as: String = "dflt") { orderChanged { label(lang: $l) main { hasName(as: $as) } } }',
      { l: 'zh' },
      { orderChanged: { label: 'zh:o1', main: { hasName: 'dflt:Product p1' } } },
    ],
    [
      'of a union whose members live in other subgraphs',
      '{ orderChanged { items { __typename ... on Service { hours } ... on Product { name } } } }',
      {},
      {
        orderChanged: {
          items: [
            { __typename: 'Service', hours: 3 },
            { __typename: 'Product', name: 'Product p3' },
          ],
        },
      },
    ],
    [
      'of an interface',
      '{ orderChanged { document { number ... on Invoice { total } ... on Order { main { name } } } } }',
      {},
      { orderChanged: { document: { number: 'I-1', total: 5 } } },
    ],
    [
      'of a union at the root',
      '{ noticed { ... on Order { main { name } } ... on Invoice { total } } }',
      {},
      { noticed: { main: { name: 'Product p1' } } },
    ],
    [
      'with conditions inside',
      '($y: Boolean!, $n: Boolean!) { orderChanged { id @skip(if: $y) number @include(if: $y) main @include(if: $n) { name } seller { name @skip(if: $n) email @include(if: $n) } } }',
      { y: true, n: false },
      { orderChanged: { number: 'N-1', seller: { name: 'Person s1' } } },
    ],
    [
      'with every field under a condition that does not hold',
      '($n: Boolean!) { orderChanged { ... @include(if: $n) { main { name } } } }',
      { n: false },
      { orderChanged: {} },
    ],
    [
      'with a condition on the root that holds',
      '($y: Boolean!) { orderChanged @include(if: $y) { id } }',
      { y: true },
      { orderChanged: { id: 'o1' } },
    ],
    [
      'with one of two roots chosen by a variable',
      '($y: Boolean!) { a: orderChanged @include(if: $y) { id } b: noticed @skip(if: $y) { __typename } }',
      { y: false },
      { b: { __typename: 'Order' } },
    ],
    [
      'with a conditional fragment on the root',
      '($y: Boolean = true) { ... on Subscription @include(if: $y) { orderChanged { id } } }',
      {},
      { orderChanged: { id: 'o1' } },
    ],
    [
      'of the same root twice, merged',
      '{ orderChanged { id } ... { orderChanged { main { name } } } }',
      {},
      { orderChanged: { id: 'o1', main: { name: 'Product p1' } } },
    ],
  ];

  it.each(rows)('%s is answered', async (_, selection, variables, data) => {
    const result = await first(`subscription S${selection}`, variables);
    expect(result).toEqual({ data });
    expect(JSON.stringify((result as { data: unknown }).data)).toBe(JSON.stringify(data));
  });

  it('runs the operation that is named', async () => {
    const query = 'subscription A { orderChanged { id } } subscription B { orderChanged { number } }';
    const stream = await shop.listen(query, {}, {}, 'B');
    shop.publish(event);
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { number: 'N-1' } } });
    await stream.return?.();
  });

  it('leaves the event object untouched, which other upstreams may share', async () => {
    const channel = new Channel<ExecutionResult>();
    const own = await openShop({ upstream: () => channel.subscribe() });
    const stream = asStream(await own.run('subscription { orderChanged { main { name } } }'));
    const pending = nextOf(stream);
    await new Promise((resolve) => setImmediate(resolve));
    const main = Object.freeze({ __typename: 'Product', id: 'p1' });
    channel.publish({ data: { orderChanged: { __typename: 'Order', id: 'o1', main } } });
    expect(await pending).toEqual({ data: { orderChanged: { main: { name: 'Product p1' } } } });
    await own.gateway.stop();
  });
});

describe('a refusal', () => {
  let shop: Shop;
  beforeAll(async () => void (shop = await openShop({ limits: { maxExpandedSelections: 100 } })));
  afterAll(() => shop.gateway.stop());

  const bomb = [...Array(20).keys()]
    .map((n) => `fragment F${n} on Order { ...F${n + 1} ...F${n + 1} }`)
    .join(' ');
  const rows: [string, string, Record<string, unknown>, string | undefined, string][] = [
    ['an unknown name', 'subscription A { orderChanged { id } }', {}, 'B', 'OPERATION_RESOLUTION_FAILURE'],
    [
      'several operations and no name',
      'subscription A { orderChanged { id } } subscription B { orderChanged { id } }',
      {},
      undefined,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['only fragments', 'fragment F on Order { id }', {}, undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['a query', '{ orders { id } }', {}, undefined, 'NOT_A_SUBSCRIPTION'],
    [
      'an unknown field',
      'subscription { orderChanged { nothing } }',
      {},
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'two roots',
      'subscription { orderChanged { id } noticed { __typename } }',
      {},
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'two roots by variables',
      'subscription ($y: Boolean!) { orderChanged @include(if: $y) { id } noticed @include(if: $y) { __typename } }',
      { y: true },
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'an introspection root',
      'subscription ($y: Boolean!) { __typename @include(if: $y) orderChanged { id } }',
      { y: true },
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a root that @include excludes',
      'subscription ($y: Boolean!) { orderChanged @include(if: $y) { id } }',
      { y: false },
      undefined,
      'SUBSCRIPTION_ROOT_EXCLUDED',
    ],
    [
      'a root that @skip excludes',
      'subscription { orderChanged @skip(if: true) { id } }',
      {},
      undefined,
      'SUBSCRIPTION_ROOT_EXCLUDED',
    ],
    [
      'a missing variable',
      'subscription ($y: Boolean!) { orderChanged { id @skip(if: $y) } }',
      {},
      undefined,
      'BAD_USER_INPUT',
    ],
    [
      'a document that explodes',
      `subscription { orderChanged { ...F0 } } ${bomb} fragment F20 on Order { id }`,
      {},
      undefined,
      'OPERATION_TOO_LARGE',
    ],
    [
      'a cycle of fragments',
      'subscription { orderChanged { ...F } } fragment F on Order { ...F }',
      {},
      undefined,
      'OPERATION_TOO_LARGE',
    ],
  ];

  it.each(rows)('of %s is typed, and opens nothing', async (_, query, variables, name, code) => {
    const [error] = asErrors(await shop.run(query, variables, {}, name));
    expect(error?.code).toBe(code);
    expect(shop.channel.opened).toBe(0);
    expect(shop.federated.stats().subscriptions).toBe(0);
  });
});
