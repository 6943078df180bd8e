import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { nextOf, openShop, supergraph, typeDefs, type Reference, type Shop } from './shop.fixture.ts';

const turns = async (count = 10) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
const order = (id: string) => ({
  id,
  number: `N-${id}`,
  cursor: id,
  main: { id: 'p1' },
  seller: { id: 's1' },
});

/** `Order.label` moves from orders to people: the event must then carry the key. */
const moved = {
  ...typeDefs,
  orders: typeDefs.orders.replace('label(lang: String = "en"): String', ''),
  people: `${typeDefs.people} type Order @key(fields: "id") { id: ID! label(lang: String = "en"): String }`,
};

function movePeople(shop: Shop): void {
  const resolvers = { Order: { label: ({ id }: Reference) => `people:${id}` } };
  shop.sources.people.schema = buildSubgraphSchema([{ typeDefs: parse(moved.people), resolvers }]);
}

describe('a swap of the supergraph', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop({ cursorArguments: () => ({ argument: 'after', field: 'cursor' }) });
  });
  afterEach(() => shop.gateway.stop());

  it('leaves a running subscription alone where its plan is the same', async () => {
    const stream = await shop.listen('subscription { orderChanged { id main { name } } }');
    shop.swap(supergraph({ ...typeDefs, people: `${typeDefs.people} extend type Person { phone: String }` }));
    await turns();
    shop.publish(order('1'));
    expect(await nextOf(stream)).toEqual({
      data: { orderChanged: { id: '1', main: { name: 'Product p1' } } },
    });
    expect(shop.requests).toHaveLength(1);
  });

  it('serves the new schema to the next subscriber', async () => {
    const people = `${typeDefs.people} extend type Person { phone: String }`;
    const text = 'subscription { orderChanged { seller { phone } } }';
    expect(await shop.run(text)).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    shop.swap(supergraph({ ...typeDefs, people }));
    expect(shop.federated.schema.getType('Person')).toHaveProperty('_fields.phone');
    shop.sources.people.schema = buildSubgraphSchema([
      { typeDefs: parse(people), resolvers: { Person: { phone: () => '110' } } },
    ]);
    const stream = await shop.listen(text);
    shop.publish(order('1'));
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { seller: { phone: '110' } } } });
  });

  it('moves a running subscription to the new plan, after its last cursor, without a gap or a repeat', async () => {
    const stream = await shop.listen('subscription { orderChanged { label } }');
    shop.publish(order('1'));
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { label: 'en:1' } } });
    movePeople(shop);
    shop.swap(supergraph(moved));
    shop.publish(order('2'));
    await turns();
    shop.publish(order('3'));
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { label: 'people:2' } } });
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { label: 'people:3' } } });
    expect(shop.requests.at(-1)?.variables).toEqual({ _resumeAfterCursor: '1' });
    expect(shop.channel.open).toBe(1);
    expect(shop.federated.stats().upstreams).toBe(1);
  });

  it('loses no event of a subscription without a cursor', async () => {
    const stream = await shop.listen('subscription { orderStrict { label main { name } } }');
    await turns();
    movePeople(shop);
    shop.swap(supergraph(moved));
    for (const id of ['1', '2', '3']) shop.publish(order(id));
    await turns();
    shop.publish(order('4'));
    for (const label of ['en:1', 'en:2', 'en:3', 'people:4']) {
      expect(await nextOf(stream)).toMatchObject({ data: { orderStrict: { label } } });
    }
    expect(shop.channel.open).toBe(1);
  });

  it('opens the upstream anew when its subgraph moved to another address', async () => {
    const stream = await shop.listen('subscription { orderChanged { id } }');
    shop.swap(supergraph(typeDefs, { orders: 'http://elsewhere' }));
    await turns();
    expect(shop.requests).toHaveLength(2);
    expect(shop.channel.open).toBe(1);
    shop.publish(order('1'));
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { id: '1' } } });
  });

  it('ends a subscription that no longer validates with a typed error, after its buffered events', async () => {
    const ended = await shop.listen('subscription { orderChanged { number } }');
    const going = await shop.listen('subscription { orderChanged { id } }');
    shop.publish(order('1'));
    await new Promise((resolve) => setImmediate(resolve));
    shop.swap(supergraph({ ...typeDefs, orders: typeDefs.orders.replaceAll('number: String', '') }));
    await turns();
    expect(await nextOf(ended)).toEqual({ data: { orderChanged: { number: 'N-1' } } });
    await expect(ended.next()).rejects.toMatchObject({
      extensions: {
        code: 'SUBSCRIPTION_SCHEMA_CHANGED',
        reasons: [expect.stringContaining('Cannot query field "number" on type "Order"')],
      },
    });
    shop.publish(order('2'));
    await nextOf(going);
    expect(await nextOf(going)).toEqual({ data: { orderChanged: { id: '2' } } });
    expect(shop.channel.open).toBe(1);
    expect(shop.federated.stats().evictions).toMatchObject({ SUBSCRIPTION_SCHEMA_CHANGED: 1 });
  });

  it('that is refused by the gateway changes nothing', async () => {
    const stream = await shop.listen('subscription { orderChanged { id } }');
    expect(() => shop.swap('type Query { broken')).toThrow();
    shop.publish(order('1'));
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { id: '1' } } });
  });
});
