import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse, type ExecutionResult } from 'graphql';
import { sharedPayload } from './payload.ts';
import { nextOf, openShop, type Shop, type ShopContext } from './shop.fixture.ts';

const query =
  'subscription S($lang: String) { orderChanged { id label(lang: $lang) seller { name whoAsks } } }';
const byAudience = ({ audience }: ShopContext) =>
  audience === undefined ? null : { key: audience, context: { who: `all of ${audience}` } };

describe('an audience', () => {
  let shop: Shop;
  beforeEach(
    async () => void (shop = await openShop({ audienceOf: byAudience, limits: { maxQueuedEvents: 4 } })),
  );
  afterEach(() => shop.gateway.stop());

  it('has one upstream, one execution for each event and one payload, run as the audience', async () => {
    const streams = await Promise.all(
      [...Array(50).keys()].map((n) =>
        shop.run(query, { lang: 'zh' }, { who: `person ${n}`, audience: 'a' }),
      ),
    );
    await shop.listen('subscription { noticed { __typename } }');
    shop.publish({ id: 'o1', seller: { id: 's1' } });
    const steps = await Promise.all(
      streams.map(async (stream) => ('next' in stream ? stream.next() : undefined)),
    );
    const results = steps.map((step) => step?.value as ExecutionResult);
    expect(new Set(results).size).toBe(1);
    expect(sharedPayload(results[0] as ExecutionResult)).toBe(sharedPayload(results[49] as ExecutionResult));
    expect(JSON.parse(sharedPayload(results[0] as ExecutionResult))).toEqual({
      data: {
        orderChanged: { id: 'o1', label: 'zh:o1', seller: { name: 'Person s1', whoAsks: 'all of a' } },
      },
    });
    expect(shop.requests.filter(({ query: text }) => text.includes('orderChanged'))).toHaveLength(1);
    expect(shop.sources.people.calls).toHaveLength(1);
    expect(shop.federated.stats()).toMatchObject({ subscriptions: 51, audiences: 1, upstreams: 2 });
  });

  const apart: [string, string, Record<string, unknown>, ShopContext][] = [
    ['other rights', query, { lang: 'zh' }, { audience: 'b' }],
    ['other variables', query, { lang: 'en' }, { audience: 'a' }],
    ['null instead of an absent variable', query, { lang: null }, { audience: 'a' }],
    ['another operation name', query.replace(' S(', ' T('), { lang: 'zh' }, { audience: 'a' }],
    ['another selection', query.replace('id ', ''), { lang: 'zh' }, { audience: 'a' }],
    ['no audience', query, { lang: 'zh' }, {}],
  ];
  it.each(apart)('is not shared by a caller with %s', async (_, text, variables, context) => {
    await shop.listen(query, { lang: 'zh' }, { audience: 'a' });
    await shop.listen(text, variables, context);
    expect(shop.channel.open).toBe(2);
  });

  const together: [string, string, Record<string, unknown>][] = [
    ['other white space', query.replaceAll(' ', '\n  '), { lang: 'zh' }],
    ['variables it does not declare', query, { lang: 'zh', other: 1 }],
    [
      'a root condition that comes to the same',
      query
        .replace('($lang: String)', '($lang: String, $y: Boolean!)')
        .replace('orderChanged', 'orderChanged @include(if: $y)'),
      { lang: 'zh', y: true },
    ],
    ['a fragment out of reach', `query Q { orders { id } } ${query}`, { lang: 'zh' }],
  ];
  it.each(together)('is shared by a caller with %s', async (_, text, variables) => {
    await shop.listen(query, { lang: 'zh' }, { audience: 'a' });
    await shop.run(text, variables, { audience: 'a' }, 'S');
    expect(shop.federated.stats()).toMatchObject({ subscriptions: 2, upstreams: 1, audiences: 1 });
  });

  it('goes on when the first leaves, and closes at once when the last does', async () => {
    const first = await shop.listen(query, {}, { audience: 'a' });
    const second = await shop.run(query, {}, { audience: 'a' });
    if (!('next' in second)) throw new Error('refused');
    await first.return?.();
    expect(shop.channel.open).toBe(1);
    shop.publish({ id: 'o1', seller: { id: 's1' } });
    expect(await nextOf(second)).toMatchObject({ data: { orderChanged: { id: 'o1' } } });
    await second.return?.();
    await Promise.resolve();
    expect(shop.channel.open).toBe(0);
    expect(shop.federated.stats()).toMatchObject({ subscriptions: 0, upstreams: 0, audiences: 0 });
  });

  it('opens a new upstream for a client that comes after the last has left', async () => {
    await (await shop.listen(query, {}, { audience: 'a' })).return?.();
    const stream = await shop.listen(query, {}, { audience: 'a' });
    shop.publish({ id: 'o2', seller: { id: 's1' } });
    expect(await nextOf(stream)).toMatchObject({ data: { orderChanged: { id: 'o2' } } });
  });

  it('ends a member that does not read with a typed error, and does not affect others', async () => {
    const slow = await shop.listen(query, {}, { audience: 'a' });
    const quick = await shop.run(query, {}, { audience: 'a' });
    if (!('next' in quick)) throw new Error('refused');
    for (let n = 0; n < 6; n += 1) {
      shop.publish({ id: `o${n}`, seller: { id: 's1' } });
      expect(await nextOf(quick)).toMatchObject({ data: { orderChanged: { id: `o${n}` } } });
    }
    expect(shop.federated.stats()).toMatchObject({
      subscriptions: 1,
      queuedEvents: 0,
      evictions: expect.objectContaining({ SLOW_CONSUMER: 1 }),
    });
    await expect(slow.next()).rejects.toMatchObject({ extensions: { code: 'SLOW_CONSUMER' } });
    expect(await nextOf(slow)).toBe('done');
    expect(shop.channel.open).toBe(1);
  });

  it('delivers first to subscribers that are ready, and then to all others', async () => {
    const last = await shop.listen(query, {}, { audience: 'a' });
    const delivered: string[] = [];
    const observe = (name: string, isReady: boolean) =>
      shop.federated.observe(
        { document: parse(query), contextValue: { audience: 'a' } },
        {
          next: () => void delivered.push(name),
          error: () => undefined,
          complete: () => undefined,
          isReady: () => isReady,
        },
      );
    observe('behind', false);
    observe('ready', true);
    shop.publish({ id: 'o1', seller: { id: 's1' } });
    await nextOf(last);
    expect(delivered).toEqual(['ready', 'behind']);
  });

  it('drops an observer that throws, and does not affect others', async () => {
    const stream = await shop.listen(query, {}, { audience: 'a' });
    const broken = () => {
      throw new Error('socket gone');
    };
    shop.federated.observe(
      { document: parse(query), contextValue: { audience: 'a' } },
      { next: broken, error: broken, complete: broken },
    );
    shop.publish({ id: 'o1', seller: { id: 's1' } });
    expect(await nextOf(stream)).toMatchObject({ data: { orderChanged: { id: 'o1' } } });
    expect(shop.federated.stats()).toMatchObject({ subscriptions: 1, upstreams: 1 });
  });

  it('refuses a member beyond the maximum', async () => {
    await shop.gateway.stop();
    shop = await openShop({ limits: { maxSubscriptions: 1 } });
    await shop.listen(query);
    expect(await shop.run(query)).toMatchObject({
      errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }],
    });
    expect(shop.federated.stats().subscriptions).toBe(1);
  });
});
