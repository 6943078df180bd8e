import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nextOf, openShop, type Shop, type Stream } from './shop.fixture.ts';

const query = 'subscription ($after: String) { orderChanged(after: $after) { id cursor seller { name } } }';
const hidden = 'subscription ($after: String) { changed: orderChanged(after: $after) { id } }';
const order = (n: number) => ({ id: `o${n}`, cursor: String(n), seller: { id: 's1' } });
const turns = async (count = 60) => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};
const idOf = (result: unknown) => (result as { data: Record<string, { id: string }> }).data;

describe('a client with a cursor', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop({
      audienceOf: () => ({ key: 'all', context: {} }),
      cursorArguments: (coordinate) =>
        coordinate === 'Subscription.orderChanged' ? { argument: 'after', field: 'cursor' } : undefined,
      limits: { maxQueuedEvents: 8, recentEvents: 4 },
    });
  });
  afterEach(() => shop.gateway.stop());

  it('gets the missed events, then joins its audience and closes its own upstream', async () => {
    for (let n = 1; n <= 3; n += 1) shop.publish(order(n));
    const live = await shop.listen(query);
    const resumed = await shop.listen(query, { after: '1' });
    await turns();
    expect(shop.federated.stats()).toMatchObject({ catchingUp: 1, upstreams: 2 });
    expect([await nextOf(resumed), await nextOf(resumed)].map(idOf)).toMatchObject([
      { orderChanged: { id: 'o2' } },
      { orderChanged: { id: 'o3' } },
    ]);
    for (let n = 4; n <= 6; n += 1) {
      shop.publish(order(n));
      expect(await nextOf(resumed)).toMatchObject({ data: { orderChanged: { id: `o${n}` } } });
      expect(await nextOf(live)).toMatchObject({ data: { orderChanged: { id: `o${n}` } } });
      expect(shop.federated.stats()).toMatchObject({ catchingUp: 0, upstreams: 1, subscriptions: 2 });
    }
  });

  it('does not see the cursor that it did not select', async () => {
    shop.publish(order(1));
    shop.publish(order(2));
    const stream = await shop.listen(hidden, { after: '1' });
    expect(await nextOf(stream)).toEqual({ data: { changed: { id: 'o2' } } });
  });

  it('needs no upstream when the audience still has the missed events', async () => {
    await shop.listen(query);
    for (let n = 1; n <= 3; n += 1) shop.publish(order(n));
    await new Promise((resolve) => setImmediate(resolve));
    const stream = await shop.run(query, { after: '2' });
    if (!('next' in stream)) throw new Error('refused');
    expect(await nextOf(stream)).toMatchObject({ data: { orderChanged: { id: 'o3' } } });
    expect(shop.federated.stats()).toMatchObject({ catchingUp: 0, upstreams: 1 });
    expect(shop.channel.opened).toBe(1);
  });

  it('may write the cursor into the text, and joins the same audience', async () => {
    shop.publish(order(1));
    await shop.listen('subscription { orderChanged { id } }');
    await shop.listen('subscription { orderChanged(after: "1") { id } }');
    expect(shop.federated.stats()).toMatchObject({ audiences: 1, catchingUp: 1 });
  });

  it('replays at the pace of its reader, however long the replay', async () => {
    for (let n = 1; n <= 100; n += 1) shop.publish(order(n));
    const stream = await shop.listen(query, { after: '1' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(shop.federated.stats().queuedEvents).toBeLessThanOrEqual(4);
    for (let n = 2; n <= 100; n += 1) {
      expect(await nextOf(stream)).toMatchObject({ data: { orderChanged: { id: `o${n}` } } });
    }
  });

  it('that stops reading in its replay is ended as slow', async () => {
    await shop.gateway.stop();
    shop = await openShop({
      cursorArguments: () => ({ argument: 'after', field: 'cursor' }),
      limits: { maxQueuedEvents: 2, stallTimeoutMs: 1 },
    });
    for (let n = 1; n <= 9; n += 1) shop.publish(order(n));
    const ended = new Promise((resolve) => {
      shop.requests.push = (request) => {
        request.signal.addEventListener('abort', resolve);
        return 0;
      };
    });
    const stream = await shop.listen(query, { after: '1' });
    await ended;
    await nextOf(stream);
    await expect(stream.next()).rejects.toMatchObject({ extensions: { code: 'SLOW_CONSUMER' } });
  });

  it('that is ahead of its audience joins when the audience has delivered the same event', async () => {
    await shop.gateway.stop();
    let release: () => void = () => undefined;
    let calls = 0;
    shop = await openShop({
      audienceOf: () => ({ key: 'all', context: {} }),
      cursorArguments: () => ({ argument: 'after', field: 'cursor' }),
      contextForEvent: (context) => {
        const isAudience = (calls += 1) === 1;
        return isAudience ? new Promise((resolve) => (release = () => resolve(context))) : context;
      },
    });
    shop.publish(order(1));
    const live = await shop.listen(query);
    const resumed = await shop.listen(query, { after: '1' });
    await turns();
    shop.publish(order(2));
    expect(await nextOf(resumed)).toMatchObject({ data: { orderChanged: { id: 'o2' } } });
    expect(shop.federated.stats()).toMatchObject({ catchingUp: 1, upstreams: 2 });
    release();
    expect(await nextOf(live)).toMatchObject({ data: { orderChanged: { id: 'o2' } } });
    expect(shop.federated.stats()).toMatchObject({ catchingUp: 0, upstreams: 1, queuedEvents: 0 });
  });

  it('that leaves while it catches up leaves nothing behind', async () => {
    shop.publish(order(1));
    const stream = await shop.listen(query, { after: '1' });
    expect(shop.federated.stats()).toMatchObject({ audiences: 1, catchingUp: 1 });
    await stream.return?.();
    await turns();
    expect(shop.federated.stats()).toMatchObject({ audiences: 0, upstreams: 0, subscriptions: 0 });
    expect(shop.channel.open).toBe(0);
  });

  it('misses nothing and gets nothing twice in 400 random disconnects under load', async () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    const clients = Array.from({ length: 8 }, () => ({
      seen: [] as number[],
      stream: undefined as Stream | undefined,
    }));
    let published = 0;
    shop.publish(order((published += 1)));
    for (let round = 0; round < 400; round += 1) {
      const client = clients[random(clients.length)];
      if (!client) continue;
      await client.stream?.return?.();
      const after = client.seen.at(-1) ?? 1;
      client.stream = await shop.listen(query, { after: String(after) });
      for (let burst = random(3); burst > 0; burst -= 1) shop.publish(order((published += 1)));
      await turns(random(40));
      for (const { stream, seen } of clients) {
        const wanted = Math.min(random(4), published - (seen.at(-1) ?? 1));
        for (let n = 0; n < wanted && stream; n += 1) {
          // One that was ended as slow is a disconnect like any other: it resumes in a later round.
          const result = await nextOf(stream).catch(() => 'done');
          if (result === 'done') break;
          seen.push(cursorOf(result));
        }
      }
    }
    for (const client of clients) {
      await client.stream?.return?.();
      client.stream = await shop.listen(query, { after: String(client.seen.at(-1) ?? 1) });
      while ((client.seen.at(-1) ?? 1) < published) client.seen.push(cursorOf(await nextOf(client.stream)));
      expect(client.seen).toEqual(Array.from({ length: published - 1 }, (_, n) => n + 2));
    }
    await new Promise((resolve) => setImmediate(resolve));
    shop.publish(order(published + 1));
    await Promise.all(clients.map(async ({ stream }) => stream && nextOf(stream)));
    expect(shop.federated.stats()).toMatchObject({ subscriptions: 8, upstreams: 1, catchingUp: 0 });
  });
});

function cursorOf(result: unknown): number {
  return Number((result as { data: { orderChanged: { cursor: string } } }).data.orderChanged.cursor);
}
