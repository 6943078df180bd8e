import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { openShop, type Shop } from './shop.fixture.ts';

describe('behind graphql-ws', () => {
  let shop: Shop;
  let http: Server;
  let client: Client;
  let closings: number[];

  beforeEach(async () => {
    shop = await openShop({ audienceOf: () => ({ key: 'all', context: {} }) });
    http = createServer();
    const { subscribe, validate } = shop.federated;
    const wss = new WebSocketServer({ server: http });
    useServer({ schema: () => shop.federated.schema, validate, subscribe, context: () => ({}) }, wss);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    const own: number[] = [];
    closings = own;
    client = createClient({
      url: `ws://127.0.0.1:${port}`,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
    });
    client.on('closed', (event) => own.push((event as { code: number }).code));
  });
  afterEach(async () => {
    await client.dispose();
    http.closeAllConnections();
    http.close();
    await shop.gateway.stop();
  });

  it('completes events across subgraphs, and closes the upstream when the client completes', async () => {
    const results = client.iterate({ query: 'subscription { orderChanged { id main { name } } }' });
    const pending = results.next();
    await until(() => shop.channel.open === 1);
    shop.publish({ id: 'o1', main: { id: 'p1' } });
    expect((await pending).value).toEqual({
      data: { orderChanged: { id: 'o1', main: { name: 'Product p1' } } },
    });
    await results.return?.();
    await until(() => shop.channel.open === 0);
  });

  const mistakes: [string, string, Record<string, unknown>, string][] = [
    [
      'a root condition without its variable',
      'subscription ($y: Boolean!) { orderChanged @include(if: $y) { id } }',
      {},
      'BAD_USER_INPUT',
    ],
    [
      'a root condition that excludes',
      'subscription { orderChanged @skip(if: true) { id } }',
      {},
      'SUBSCRIPTION_ROOT_EXCLUDED',
    ],
    ['an unknown field', 'subscription { nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ];
  it.each(mistakes)('%s ends its operation only: the socket stays', async (_, query, variables, code) => {
    const other = client.iterate({ query: 'subscription { orderChanged { id } }' });
    const pending = other.next();
    const outcome = await client
      .iterate({ query, variables })
      .next()
      .catch((errors: unknown) => ({ value: { errors } }));
    expect(outcome.value).toMatchObject({ errors: [{ extensions: { code } }] });
    await until(() => shop.channel.open === 1);
    shop.publish({ id: 'o1' });
    expect((await pending).value).toEqual({ data: { orderChanged: { id: 'o1' } } });
    expect(closings).toEqual([]);
  });

  it('sends an end for a typed reason as the protocol’s error message', async () => {
    const pending = client.iterate({ query: 'subscription { orderChanged { id } }' }).next();
    await until(() => shop.channel.open === 1);
    shop.federated.close();
    await expect(pending).rejects.toMatchObject([{ extensions: { code: 'SUBSCRIPTIONS_CLOSED' } }]);
  });

  it('a socket that breaks closes its upstream without an event', async () => {
    void client
      .iterate({ query: 'subscription { orderChanged { id } }' })
      .next()
      .catch(() => undefined);
    await until(() => shop.channel.open === 1);
    client.terminate();
    await until(() => shop.channel.open === 0);
    expect(shop.federated.stats()).toMatchObject({ subscriptions: 0, upstreams: 0 });
  });
});

/** Asks again each turn of the event loop; the test's own time-out is the bound. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
