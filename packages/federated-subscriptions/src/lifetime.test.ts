import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { Channel } from './channel.fixture.ts';
import { nextOf, openShop, type Shop } from './shop.fixture.ts';

const query = 'subscription { orderChanged { id } }';
const turns = async (count = 20) => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

describe('a subscription', () => {
  let shop: Shop;
  beforeEach(async () => void (shop = await openShop()));
  afterEach(() => shop.gateway.stop());

  it('closes its upstream at once on return, with a next pending and no event', async () => {
    const stream = await shop.listen(query);
    const pending = stream.next();
    expect(await stream.return?.()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    await turns();
    expect(shop.channel.open).toBe(0);
    expect(shop.federated.stats()).toMatchObject({ subscriptions: 0, upstreams: 0, audiences: 0 });
  });

  it('is over for good once it has returned', async () => {
    const stream = await shop.listen(query);
    shop.publish({ id: 'o1' });
    await stream.return?.();
    expect(await nextOf(stream)).toBe('done');
  });

  it('rejects with the error given to throw(), and closes', async () => {
    const stream = await shop.listen(query);
    await expect(stream.throw?.(new Error('stop'))).rejects.toThrow('stop');
    await turns();
    expect(shop.channel.open).toBe(0);
  });

  it('ends every stream with a typed error when this side closes, and takes no more', async () => {
    const stream = await shop.listen(query);
    shop.federated.close();
    await expect(stream.next()).rejects.toMatchObject({ extensions: { code: 'SUBSCRIPTIONS_CLOSED' } });
    expect(await shop.run(query)).toMatchObject({
      errors: [{ extensions: { code: 'SUBSCRIPTIONS_CLOSED' } }],
    });
  });

  it('fits several pending next calls', async () => {
    const stream = await shop.listen(query);
    const both = [nextOf(stream), nextOf(stream)];
    shop.publish({ id: 'o1' });
    shop.publish({ id: 'o2' });
    expect(await Promise.all(both)).toEqual([
      { data: { orderChanged: { id: 'o1' } } },
      { data: { orderChanged: { id: 'o2' } } },
    ]);
  });
});

describe('an upstream', () => {
  it('that is still pending is closed the moment it appears, and the caller does not wait for it', async () => {
    const channel = new Channel<ExecutionResult>();
    let admit: () => void = () => undefined;
    let aborted = false;
    const shop = await openShop({
      upstream: async ({ signal }) => {
        signal.addEventListener('abort', () => (aborted = true));
        await new Promise<void>((resolve) => (admit = resolve));
        return channel.subscribe();
      },
    });
    const stream = await shop.run(query);
    await turns();
    if (!('next' in stream)) throw new Error('refused');
    const pending = stream.next();
    await stream.return?.();
    expect(await pending).toMatchObject({ done: true });
    expect(aborted).toBe(true);
    expect(channel.opened).toBe(0);
    admit();
    await turns();
    expect(channel.opened).toBe(1);
    expect(channel.open).toBe(0);
    await shop.gateway.stop();
  });

  it('that refuses answers the subscription with its errors, then it is over', async () => {
    const { GraphQLError } = await import('graphql');
    const refused = new GraphQLError('no', { extensions: { code: 'FORBIDDEN', serviceName: 'orders' } });
    const shop = await openShop({ upstream: () => ({ errors: [refused] }) });
    const stream = await shop.listen(query);
    expect(await nextOf(stream)).toEqual({ errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }] });
    expect(await nextOf(stream)).toBe('done');
    expect(shop.federated.stats()).toMatchObject({ subscriptions: 0, upstreams: 0 });
    await shop.gateway.stop();
  });

  it('that fails ends the subscription with a typed error without the cause', async () => {
    const shop = await openShop({ upstream: () => Promise.reject(new Error('connect 10.0.0.7:4001')) });
    const stream = await shop.listen(query);
    await expect(stream.next()).rejects.toMatchObject({
      message: 'The stream of events failed.',
      extensions: { code: 'SUBSCRIPTION_UPSTREAM_FAILED' },
    });
    expect(shop.federated.stats().evictions).toMatchObject({ SUBSCRIPTION_UPSTREAM_FAILED: 1 });
    await shop.gateway.stop();
  });

  it('that completes completes the subscription after its last event', async () => {
    async function* two(): AsyncGenerator<ExecutionResult> {
      await Promise.resolve();
      yield { data: { orderChanged: { id: 'o1' } } };
      yield { data: { orderChanged: { id: 'o2' } } };
    }
    const shop = await openShop({ upstream: () => two() });
    const stream = await shop.listen(query);
    expect(await nextOf(stream)).toMatchObject({ data: { orderChanged: { id: 'o1' } } });
    expect(await nextOf(stream)).toMatchObject({ data: { orderChanged: { id: 'o2' } } });
    expect(await nextOf(stream)).toBe('done');
    await shop.gateway.stop();
  });
});

describe('the plans of operations', () => {
  it('are remembered within a bound on memory, and none of an operation that is refused', async () => {
    const shop = await openShop();
    const subscribed = async (text: string): Promise<void> => {
      const answer = await shop.run(`subscription { orderChanged { label(lang: "${text}") } }`);
      if ('next' in answer) await answer.return?.();
    };
    for (let n = 0; n < 50; n += 1) await subscribed(`${n}" absent: "${'x'.repeat(100)}`);
    expect(shop.federated.stats().plans).toBe(0);
    for (let n = 0; n < 9; n += 1) await subscribed(String(n).padEnd(20_000, 'x'));
    expect(shop.federated.stats().plans).toBeLessThan(5);
    expect(shop.federated.stats().plans).toBeGreaterThan(0);
    await shop.gateway.stop();
  });
});

describe('10,000 cycles of subscribe and return', () => {
  it('leave no upstream, a third of them ended while it was pending, half of them shared', async () => {
    const channel = new Channel<ExecutionResult>();
    const shop = await openShop({
      audienceOf: ({ audience }) => (audience === undefined ? null : { key: audience, context: {} }),
      upstream: async ({ signal }) => {
        await turns(signal.aborted ? 0 : 3);
        return channel.subscribe();
      },
    });
    for (let cycle = 0; cycle < 10_000; cycle += 1) {
      const audience = cycle % 2 === 0 ? `a${cycle % 7}` : undefined;
      const stream = await shop.run(query, {}, audience === undefined ? {} : { audience });
      if (!('next' in stream)) throw new Error('refused');
      if (cycle % 5 === 0) void stream.next();
      if (cycle % 3 === 1) await turns(2);
      if (cycle % 3 === 2) await turns(12);
      void stream.return?.();
    }
    await turns(100);
    expect(channel.opened).toBeGreaterThan(3_000);
    expect(channel.open).toBe(0);
    expect(shop.federated.stats()).toMatchObject({
      subscriptions: 0,
      upstreams: 0,
      audiences: 0,
      queuedEvents: 0,
    });
    await shop.gateway.stop();
  });
});
