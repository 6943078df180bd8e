import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SubgraphClient, type SubgraphPost } from './subgraph-client.ts';

const post = (more: Partial<SubgraphPost> = {}): SubgraphPost => ({
  body: '{"query":"{ a }"}',
  authorization: 'Bearer one',
  requestId: 'r',
  isQuery: true,
  ...more,
});

describe('the connections to a subgraph', () => {
  let server: Server;
  let client: SubgraphClient;
  let asked: Array<{ readonly request: IncomingMessage; readonly response: ServerResponse }>;
  let onRequest: (response: ServerResponse, count: number) => void;
  /** Requests that the client has made, whether or not they have arrived. */
  let made: number;
  const count = (): void => void (made += 1);
  beforeEach(async () => {
    asked = [];
    made = 0;
    subscribe('undici:request:create', count);
    onRequest = (response) => response.end('{}');
    server = createServer((request, response) => {
      asked.push({ request, response });
      request.resume().once('end', () => onRequest(response, asked.length));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = new SubgraphClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
  });
  afterEach(async () => {
    unsubscribe('undici:request:create', count);
    server.closeAllConnections();
    server.close();
    await client.close();
  });
  /** One answer has come, and its connection is idle again. */
  const idle = async (): Promise<void> => {
    await client.post(post());
    await new Promise((resolve) => setImmediate(resolve));
  };
  /** The server holds back its answers until then. A query that was joined to another never arrives. */
  const arrived = async (expected: number): Promise<void> => {
    expect(made).toBe(expected);
    while (asked.length < expected) await once(server, 'request');
  };

  test('send a query again when the subgraph closes an idle one at that moment', async () => {
    await idle();
    onRequest = (response, count) => (count === 2 ? response.destroy() : response.end('{"data":2}'));
    expect(await client.post(post())).toBe('{"data":2}');
    expect(asked).toHaveLength(3);
  });

  test('send it again once, and a mutation never', async () => {
    await idle();
    onRequest = (response) => response.destroy();
    await expect(client.post(post())).rejects.toThrow();
    const before = asked.length;
    onRequest = (response) => response.end('{}');
    await idle();
    onRequest = (response) => response.destroy();
    await expect(client.post(post({ isQuery: false }))).rejects.toThrow();
    expect(asked).toHaveLength(before + 2);
  });

  test('carry equal queries of one actor once while they are under way', async () => {
    onRequest = () => undefined;
    const all = [
      post(),
      post({ requestId: 's' }),
      post({ authorization: 'Bearer two' }),
      post({ body: '{}' }),
    ];
    const answers = all.map((each) => client.post(each));
    await arrived(3);
    for (const [n, { response }] of asked.entries()) response.end(`{"n":${n}}`);
    const [first, second, ...others] = await Promise.all(answers);
    expect(second).toBe(first);
    expect(new Set([first, ...others]).size).toBe(3);
  });

  test('carry queries apart whose forwarded headers differ, with their headers', async () => {
    onRequest = () => undefined;
    const of = (tenant: string): Promise<string> =>
      client.post(post({ headers: { 'x-tenant': tenant, 'x-request-id': `of ${tenant}` } }));
    const answers = [of('a'), of('b'), of('a'), client.post(post())];
    await arrived(3);
    const received = asked.map(({ request: { headers } }) => [headers['x-tenant'], headers['x-request-id']]);
    expect(received.sort()).toEqual(
      [
        ['a', 'of a'],
        ['b', 'of b'],
        [undefined, 'r'],
      ].sort(),
    );
    for (const { request, response } of asked) response.end(String(request.headers['x-tenant']));
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'a', 'undefined']);
  });

  test('carry a query anew that comes after a change, and each mutation by itself', async () => {
    onRequest = () => undefined;
    const before = client.post(post());
    await arrived(1);
    const changes = [client.post(post({ isQuery: false })), client.post(post({ isQuery: false }))];
    await arrived(3);
    for (const { response } of asked.slice(1)) response.end('{}');
    await Promise.all(changes);
    const after = client.post(post());
    await arrived(4);
    asked[0]?.response.end('{"old":true}');
    asked[3]?.response.end('{"new":true}');
    expect(await Promise.all([before, after])).toEqual(['{"old":true}', '{"new":true}']);
  });

  test('abort a shared request when its last reader leaves, and not before', async () => {
    onRequest = () => undefined;
    const [first, second] = [new AbortController(), new AbortController()];
    const left = client.post(post({ signal: first.signal }));
    const stays = client.post(post({ signal: second.signal }));
    await arrived(1);
    first.abort();
    await expect(left).rejects.toThrow(/abort/i);
    const gone = once(asked[0]!.response, 'close');
    second.abort();
    await expect(stays).rejects.toThrow(/abort/i);
    await gone;
    expect(asked[0]?.response.writableFinished).toBe(false);
  });

  test('give a query its own answer when the last reader of an equal one leaves at that moment', async () => {
    onRequest = (response, count) => (count === 1 ? undefined : response.end('{}'));
    const reader = new AbortController();
    const left = client.post(post({ signal: reader.signal }));
    await arrived(1);
    reader.abort();
    const next = client.post(post());
    await expect(left).rejects.toThrow(/abort/i);
    expect(await next).toBe('{}');
  });
});
