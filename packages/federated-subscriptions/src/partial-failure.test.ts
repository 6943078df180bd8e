import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { nextOf, openShop, type OrderEvent, type Shop } from './shop.fixture.ts';

const event: OrderEvent = {
  id: 'o1',
  number: 'N-1',
  buyer: { id: 'b1' },
  seller: { id: 's1' },
  main: { id: 'p1' },
  mandatory: { id: 'p2' },
};

interface Answer {
  data: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: unknown;
}

describe('when something fails', () => {
  let shop: Shop;
  beforeEach(async () => void (shop = await openShop()));
  afterEach(() => shop.gateway.stop());

  async function first(selection: string, change: Partial<OrderEvent> = {}): Promise<Answer> {
    const stream = await shop.listen(`subscription ${selection}`);
    shop.publish({ ...event, ...change });
    const result = (await nextOf(stream)) as unknown as Answer;
    await stream.return?.();
    return result;
  }

  const pathsOf = ({ errors = [] }: Answer) => errors.map(({ path }) => path?.join('.'));

  it('gives the rest of the data when a subgraph is down, an error for each field, and no internals', async () => {
    shop.sources.people.isDown = true;
    const result = await first('{ orderChanged { id main { name } s: seller { n: name } buyer { name } } }');
    expect(result.data).toEqual({
      orderChanged: { id: 'o1', main: { name: 'Product p1' }, s: { n: null }, buyer: { name: null } },
    });
    expect(pathsOf(result).sort()).toEqual(['orderChanged.buyer.name', 'orderChanged.s.n']);
    expect(result.errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(JSON.stringify(result)).not.toMatch(/people|ECONNREFUSED|4003|serviceName/);
  });

  it.each([
    ['none', []],
    ['too many', [{ name: 'a' }, { name: 'b' }]],
    ['no list', null],
  ])('gives an error for each field when a subgraph answers %s of the entities', async (_name, entities) => {
    shop.sources.people.process = () => Promise.resolve({ data: { _entities: entities } });
    const result = await first('{ orderChanged { id s: seller { n: name } } }');
    expect(result.data).toEqual({ orderChanged: { id: 'o1', s: { n: null } } });
    expect(pathsOf(result)).toEqual(['orderChanged.s.n']);
  });

  it('passes on an error that the data source itself worded', async () => {
    const extensions = { code: 'SUBGRAPH_UNAVAILABLE', details: { subgraph: 'people' } };
    shop.sources.people.process = () => Promise.reject(new GraphQLError('people is away', { extensions }));
    const result = await first('{ orderChanged { seller { name } } }');
    expect(result.errors).toEqual([
      { message: 'people is away', path: ['orderChanged', 'seller', 'name'], extensions },
    ]);
  });

  it('goes on with the next event when the subgraph is back', async () => {
    const stream = await shop.listen('subscription { orderChanged { seller { name } } }');
    shop.sources.people.isDown = true;
    shop.publish(event);
    expect(await nextOf(stream)).toMatchObject({ data: { orderChanged: { seller: { name: null } } } });
    shop.sources.people.isDown = false;
    shop.publish(event);
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { seller: { name: 'Person s1' } } } });
  });

  it('propagates null to the nearest nullable parent for a non-null field of a subgraph that is down', async () => {
    shop.sources.products.isDown = true;
    const result = await first('{ orderChanged { id main { id code } } }');
    expect(result.data).toEqual({ orderChanged: { id: 'o1', main: null } });
    expect(pathsOf(result)).toEqual(['orderChanged.main.code']);
  });

  it('reports one error for an ancestor that became null, for any number of failed fields below it', async () => {
    shop.sources.products.isDown = true;
    const result = await first('{ orderChanged { id mandatory { id code price name } } }');
    expect(result.data).toEqual({ orderChanged: null });
    expect(result.errors).toHaveLength(1);
  });

  it('shows an entity that its subgraph hides as null without an error, where the reference is nullable', async () => {
    const result = await first('{ orderChanged { main { id code } } }', { main: { id: 'gone' } });
    expect(result.data).toEqual({ orderChanged: { main: null } });
    expect(result.errors).toBeUndefined();
    expect(result.extensions).toBeUndefined();
  });

  it('reports a null that propagates beyond the entity as an error, not in an extension', async () => {
    const result = await first('{ orderChanged { mandatory { id code } } }', { mandatory: { id: 'gone' } });
    expect(result.data).toEqual({ orderChanged: null });
    expect(pathsOf(result)).toEqual(['orderChanged.mandatory']);
    expect(result.extensions).toBeUndefined();
  });

  it('gives an error of the event its own path and no service name', async () => {
    const result = await first('{ changed: orderChanged { id why: broken } }');
    expect(result.data).toEqual({ changed: { id: 'o1', why: null } });
    expect(result.errors).toEqual([
      {
        message: 'broken is broken',
        path: ['changed', 'why'],
        extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' },
      },
    ]);
  });

  it('nulls the whole data when a non-null root fails', async () => {
    const result = await first('{ orderStrict { brokenStrict seller { name } } }');
    expect(result.data).toBeNull();
    expect(pathsOf(result)).toEqual(['orderStrict.brokenStrict']);
    expect(shop.sources.people.calls).toHaveLength(0);
  });

  it('locates an error in a list where only some items were fetched', async () => {
    const items = [
      { __typename: 'Service', hours: 1 },
      { __typename: 'Product', id: 'p1' },
      { __typename: 'Service', hours: 2 },
      { __typename: 'Product', id: 'bad' },
    ];
    const result = await first(
      '{ orderChanged { items { ... on Service { hours } ... on Product { name } } } }',
      { items },
    );
    expect(result.data).toEqual({
      orderChanged: { items: [{ hours: 1 }, { name: 'Product p1' }, { hours: 2 }, { name: null }] },
    });
    expect(pathsOf(result)).toEqual(['orderChanged.items.3.name']);
  });

  it('does not name fields that only the plan asked for', async () => {
    shop.sources.products.isDown = true;
    const result = await first('{ orderChanged { id main { maker { name } } } }');
    expect(result.data).toEqual({ orderChanged: { id: 'o1', main: { maker: null } } });
    expect(pathsOf(result)).toEqual(['orderChanged.main.maker']);
  });

  it('answers a null event with null', async () => {
    const stream = await shop.listen('subscription { noticed { ... on Order { seller { name } } } }');
    shop.publish({ ...event, __typename: 'Order', seller: { id: 's1' } });
    expect(await nextOf(stream)).toEqual({ data: { noticed: { seller: { name: 'Person s1' } } } });
    expect(shop.sources.people.calls).toHaveLength(1);
  });

  it('lets the host format every error', async () => {
    await shop.gateway.stop();
    const { GraphQLError } = await import('graphql');
    shop = await openShop({ formatError: ({ path }) => new GraphQLError('masked', { path }) });
    const result = await first('{ orderChanged { broken } }');
    expect(result.errors).toEqual([{ message: 'masked', path: ['orderChanged', 'broken'] }]);
  });
});

describe('a context', () => {
  it('is made anew for each event, and reaches the data sources', async () => {
    let made = 0;
    const shop = await openShop({
      contextForEvent: (context) => ({ ...context, who: `${context.who}-${(made += 1)}` }),
    });
    const stream = await shop.listen(
      'subscription { orderChanged { seller { whoAsks } } }',
      {},
      { who: 'ann' },
    );
    shop.publish(event);
    shop.publish(event);
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { seller: { whoAsks: 'ann-1' } } } });
    expect(await nextOf(stream)).toEqual({ data: { orderChanged: { seller: { whoAsks: 'ann-2' } } } });
    await shop.gateway.stop();
  });

  it('that is refused ends the stream with the reason given, and nothing is delivered', async () => {
    const { GraphQLError } = await import('graphql');
    const refusal = new GraphQLError('expired', { extensions: { code: 'TOKEN_EXPIRED' } });
    const shop = await openShop({ contextForEvent: () => Promise.reject(refusal) });
    const stream = await shop.listen('subscription { orderChanged { id } }');
    shop.publish(event);
    await expect(stream.next()).rejects.toBe(refusal);
    expect(shop.channel.open).toBe(0);
    expect(shop.federated.stats().evictions).toMatchObject({ TOKEN_EXPIRED: 1 });
    await shop.gateway.stop();
  });
});
