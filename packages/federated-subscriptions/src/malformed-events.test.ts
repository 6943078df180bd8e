import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { Channel } from './channel.fixture.ts';
import { nextOf, openShop, type Shop } from './shop.fixture.ts';

const query = 'subscription { orderChanged { id seller { name } } }';
const good = (id: string): ExecutionResult => ({
  data: { orderChanged: { __typename: 'Order', id, seller: { __typename: 'Person', id: 's1' } } },
});
const MALFORMED: readonly (readonly [name: string, sent: unknown])[] = [
  ['data without the root field', { data: { u: 5 } }],
  ['data that is a number', { data: 5 }],
  ['data that is a list', { data: [] }],
  ['a root field that is a number', { data: { orderChanged: 5 } }],
  ['a null', null],
  ['a text', 'boom'],
  ['an empty object', {}],
  ['an error that is null', { errors: [null] }],
  ['errors that are a text', { errors: 'boom' }],
  ['an error that is a text', { errors: ['boom'] }],
  ['an error without a text', { errors: [{ message: 5 }] }],
];

describe('an event that is', () => {
  let shop: Shop;
  let channel: Channel<unknown>;
  beforeEach(async () => {
    channel = new Channel();
    shop = await openShop({ upstream: () => channel.subscribe() as AsyncIterable<ExecutionResult> });
  });
  afterEach(() => shop.gateway.stop());

  it.each(MALFORMED)('%s is an error of that event, and the stream goes on', async (_name, sent) => {
    const stream = await shop.listen(query);
    channel.publish(good('o1'));
    expect(await nextOf(stream)).toMatchObject({ data: { orderChanged: { id: 'o1' } } });
    channel.publish(sent);
    channel.publish(good('o2'));
    expect(await nextOf(stream)).toMatchObject({ errors: [{ message: expect.any(String) }] });
    expect(await nextOf(stream)).toMatchObject({ data: { orderChanged: { id: 'o2' } } });
    expect(shop.channel.open + shop.federated.stats().upstreams).toBe(1);
  });

  it('one of many that came together is an error of that event alone', async () => {
    const stream = await shop.listen(query);
    for (const [, sent] of MALFORMED) {
      channel.publish(good('before'));
      channel.publish(sent);
      channel.publish(good('after'));
    }
    for (const [name] of MALFORMED) {
      expect([name, await nextOf(stream)]).toMatchObject([
        name,
        { data: { orderChanged: { id: 'before' } } },
      ]);
      expect([name, await nextOf(stream)]).toMatchObject([name, { errors: [{}] }]);
      expect([name, await nextOf(stream)]).toMatchObject([name, { data: { orderChanged: { id: 'after' } } }]);
    }
  });
});

describe('an upstream that ends with errors of the subgraph', () => {
  it.each([
    ['with its own message', [{ message: 'no stock' }], 'no stock', 'SUBSCRIPTION_UPSTREAM_FAILED'],
    ['with its own code', [{ message: 'no', extensions: { code: 'GONE' } }], 'no', 'GONE'],
    [
      'with a generic message for a null error',
      [null],
      'The stream of events failed.',
      'SUBSCRIPTION_UPSTREAM_FAILED',
    ],
  ])('ends the subscription %s', async (_name, errors, message, code) => {
    const reason: unknown = errors;
    const shop = await openShop({ upstream: () => Promise.reject(reason) });
    const stream = await shop.listen(query);
    await expect(stream.next()).rejects.toMatchObject({ message, extensions: { code } });
    await shop.gateway.stop();
  });
});
