import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { Channel } from './channel.fixture.ts';
import { UpstreamDisconnected } from './errors.ts';
import { nextOf, openShop, type Shop } from './shop.fixture.ts';

const query = 'subscription ($after: String) { orderChanged(after: $after) { id } }';
const LONG_MS = 30_000;

/** A subgraph whose connection can be cut: it keeps its events, and a stream begins after its cursor. */
class Source {
  isReachable = true;
  /** The answer while the subgraph is not reachable; undefined for no answer. */
  refusal: readonly object[] | undefined;
  /** Whether a stream says at its start after which cursor it begins. */
  saysWhereItBegins = false;
  /** Whether its refusal comes by the stream, as it does over a socket. */
  refusesLater = false;
  readonly asked: unknown[] = [];
  openings = 0;
  private readonly events: ExecutionResult[] = [];
  private channel = new Channel<ExecutionResult | 'lost'>();

  subscribe(after: unknown): AsyncIterable<ExecutionResult> {
    this.asked.push(after);
    if (!this.isReachable) {
      const refused = new UpstreamDisconnected('refused', { cause: this.refusal });
      if (this.refusesLater)
        return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(refused) }) };
      throw refused;
    }
    this.openings += 1;
    const missed = after === undefined ? [] : this.events.slice(Number(after));
    const openedAfter = String(Number(after ?? this.events.length));
    const opening = this.saysWhereItBegins ? [{ extensions: { openedAfter } }] : [];
    const source = this.channel.subscribe([...opening, ...missed]);
    return {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          const step = await source.next();
          if (step.value === 'lost') throw new UpstreamDisconnected('the cable was cut');
          return step as IteratorResult<ExecutionResult>;
        },
        return: async () => {
          await source.return?.();
          return { done: true, value: undefined };
        },
      }),
    };
  }

  publish(): void {
    const id = String(this.events.length + 1);
    const event = { data: { orderChanged: { __typename: 'Order', id, _eventCursor: id } } };
    this.events.push(event);
    this.channel.publish(event);
  }

  cut(): void {
    const { channel } = this;
    this.channel = new Channel();
    channel.publish('lost');
  }
}

describe('an upstream that loses its connection', () => {
  let source: Source;
  let shop: Shop;
  const open = (reconnectTimeoutMs = LONG_MS, openTimeoutMs = LONG_MS): Promise<Shop> =>
    openShop({
      upstream: ({ variables }) => source.subscribe(variables['_resumeAfterCursor']),
      audienceOf: () => ({ key: 'all', context: {} }),
      cursorArguments: () => ({ argument: 'after', field: 'cursor' }),
      limits: { reconnectTimeoutMs, openTimeoutMs },
    });
  beforeEach(async () => {
    source = new Source();
    shop = await open();
  });
  afterEach(() => {
    shop.federated.close();
    return shop.gateway.stop();
  });

  const idOf = (result: unknown): string =>
    (result as { data: { orderChanged: { id: string } } }).data.orderChanged.id;

  it('is opened again after its last event, and every member gets the missed events once', async () => {
    const members = [await shop.listen(query), await shop.listen(query)];
    source.publish();
    for (const member of members) expect(idOf(await nextOf(member))).toBe('1');
    source.isReachable = false;
    source.cut();
    source.publish();
    source.publish();
    while (source.asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    source.isReachable = true;
    for (const id of ['2', '3']) for (const member of members) expect(idOf(await nextOf(member))).toBe(id);
    source.publish();
    for (const member of members) expect(idOf(await nextOf(member))).toBe('4');
    expect(new Set(source.asked)).toEqual(new Set([undefined, '1']));
    expect(shop.federated.stats()).toMatchObject({ upstreams: 1, subscriptions: 2 });
  });

  it('is opened again each time, however often it is lost', async () => {
    const stream = await shop.listen(query);
    for (let number = 1; number <= 5; number += 1) {
      source.publish();
      expect(idOf(await nextOf(stream))).toBe(String(number));
      source.cut();
    }
  });

  it('is opened again until a subgraph takes it, when none could be reached at the start', async () => {
    source.isReachable = false;
    const stream = await shop.listen(query);
    const first = nextOf(stream);
    while (source.asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    source.isReachable = true;
    const asked = source.asked.length;
    while (source.asked.length === asked) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setImmediate(resolve));
    source.publish();
    expect(idOf(await first)).toBe('1');
  });

  it('fails when it has no cursor to continue from', async () => {
    const stream = await shop.listen(query);
    source.cut();
    await expect(stream.next()).rejects.toMatchObject({
      extensions: { code: 'SUBSCRIPTION_UPSTREAM_FAILED' },
    });
  });

  it('is opened again from its start when it had no event yet, without a gap', async () => {
    source.saysWhereItBegins = true;
    source.publish();
    const members = [await shop.listen(query), await shop.listen(query)];
    while (source.asked.length < 1) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    source.isReachable = false;
    source.cut();
    source.publish();
    while (source.asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    source.isReachable = true;
    for (const member of members) expect(idOf(await nextOf(member))).toBe('2');
    source.publish();
    for (const member of members) expect(idOf(await nextOf(member))).toBe('3');
    expect(new Set(source.asked)).toEqual(new Set([undefined, '1']));
  });

  it('is answered with an error when no subgraph takes it in time', async () => {
    await shop.gateway.stop();
    shop = await open(LONG_MS, 200);
    source.isReachable = false;
    const stream = await shop.listen(query);
    await expect(stream.next()).rejects.toMatchObject({
      extensions: { code: 'SUBSCRIPTION_UPSTREAM_FAILED' },
    });
    expect(shop.federated.stats()).toMatchObject({ upstreams: 0, subscriptions: 0, audiences: 0 });
  });

  it('is opened again while the subgraph cannot follow its events yet, and then fails with the error of the subgraph', async () => {
    await shop.gateway.stop();
    shop = await open(1_000);
    const stream = await shop.listen(query);
    source.publish();
    await nextOf(stream);
    source.refusal = [{ message: 'Try again.', extensions: { code: 'NOT_YET' } }];
    source.isReachable = false;
    source.cut();
    while (source.asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    source.isReachable = true;
    source.publish();
    expect(idOf(await nextOf(stream))).toBe('2');
    source.isReachable = false;
    source.cut();
    await expect(stream.next()).rejects.toMatchObject({
      message: 'Try again.',
      extensions: { code: 'NOT_YET' },
    });
  });

  it('fails soon with the error of a subgraph that refuses to resume', async () => {
    await shop.gateway.stop();
    shop = await open(LONG_MS, 200);
    source.refusal = [{ message: 'Try again.', extensions: { code: 'NOT_YET' } }];
    source.isReachable = false;
    source.refusesLater = true;
    const stream = await shop.listen(query, { after: '0' });
    await expect(stream.next()).rejects.toMatchObject({ message: 'Try again.' });
    expect(source.asked.length).toBeGreaterThan(1);
  });

  it('delays no new client: the client is refused by itself, or joins when the subgraph is back', async () => {
    source.saysWhereItBegins = true;
    const stayed = await shop.listen(query);
    source.publish();
    await nextOf(stayed);
    source.refusal = [{ message: 'Try again.', extensions: { code: 'NOT_YET' } }];
    source.isReachable = false;
    source.refusesLater = true;
    source.cut();
    while (source.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    const refused = await shop.listen(query);
    await expect(refused.next()).rejects.toMatchObject({ message: 'Try again.' });
    source.isReachable = true;
    const joined = await shop.listen(query);
    while (source.openings < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    source.publish();
    for (const stream of [stayed, joined]) expect(idOf(await nextOf(stream))).toBe('2');
    source.publish();
    for (const stream of [stayed, joined]) expect(idOf(await nextOf(stream))).toBe('3');
    expect(shop.federated.stats()).toMatchObject({ upstreams: 1, subscriptions: 2, audiences: 1 });
  });

  it('fails when the subgraph does not come back in time', async () => {
    await shop.gateway.stop();
    shop = await open(200);
    const stream = await shop.listen(query);
    source.publish();
    await nextOf(stream);
    source.isReachable = false;
    source.cut();
    await expect(stream.next()).rejects.toMatchObject({
      extensions: { code: 'SUBSCRIPTION_UPSTREAM_FAILED' },
    });
    expect(shop.federated.stats()).toMatchObject({ upstreams: 0, subscriptions: 0, audiences: 0 });
  });

  it('is not opened again when its last client leaves meanwhile', async () => {
    const other = await open();
    try {
      const [left, stayed] = [await shop.listen(query), await other.listen(query)];
      source.publish();
      await Promise.all([nextOf(left), nextOf(stayed)]);
      source.cut();
      await new Promise((resolve) => setImmediate(resolve));
      await left.return?.();
      expect(shop.federated.stats()).toMatchObject({ upstreams: 0, subscriptions: 0, audiences: 0 });
      // Time passes: the other one is opened again more than once.
      for (const id of ['2', '3', '4']) {
        source.publish();
        expect(idOf(await nextOf(stayed))).toBe(id);
        source.cut();
      }
      expect(source.asked.filter((after) => after === '1')).toHaveLength(1);
    } finally {
      other.federated.close();
      await other.gateway.stop();
    }
  });
});
