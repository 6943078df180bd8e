import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { UpstreamDisconnected } from '@ecogrid/federated-subscriptions';
import type { SubgraphAnswer } from './transport.ts';
import { RemoteSubscriptions } from './remote-subscriptions.ts';

type Message = { readonly type: string; readonly id?: string; readonly payload?: object };
const ACKNOWLEDGED = '{"type":"connection_ack"}';
const RENEWAL_MS = 20_000;
const TIMEOUT_MS = 30_000;
/** All but timeouts and intervals: the sockets are real. */
const REAL = [
  'nextTick',
  'setImmediate',
  'clearImmediate',
  'queueMicrotask',
  'Date',
  'performance',
  'hrtime',
] as const;
const MORE_THAN_MAY_WAIT = 5_000;

/** A subgraph that records its requests and answers as configured. */
describe('subscriptions at a subgraph', () => {
  let server: WebSocketServer;
  let subgraph: Promise<WebSocket>;
  let remote: RemoteSubscriptions;
  let received: Message[];
  let wake: () => void;
  let acknowledges: boolean;

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    received = [];
    acknowledges = true;
    wake = () => undefined;
    subgraph = once(server, 'connection').then(([socket]: WebSocket[]) => {
      socket?.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString('utf8')) as Message;
        if (message.type === 'connection_init' && acknowledges) socket.send(ACKNOWLEDGED);
        else received.push(message);
        wake();
      });
      return socket as WebSocket;
    });
    await once(server, 'listening');
    remote = new RemoteSubscriptions(remoteUrl());
  });
  afterEach(() => {
    jest.useRealTimers();
    remote.close();
    server.close();
    for (const client of server.clients) client.terminate();
  });

  const remoteUrl = (): string => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const receives = async (wanted: (message: Message) => boolean): Promise<void> => {
    while (!received.some(wanted)) await new Promise<void>((resolve) => (wake = resolve));
  };
  const open = (): Promise<AsyncIterable<SubgraphAnswer>> => {
    const actorToken = (): Promise<string> => Promise.resolve('token');
    return remote.open({ query: 'subscription { a }', actorToken, requestId: 'r' });
  };
  const opened = async (): Promise<AsyncIterator<SubgraphAnswer>> => {
    const stream = await open();
    await receives(({ type }) => type === 'subscribe');
    return stream[Symbol.asyncIterator]();
  };
  const send = async (from: number, to: number): Promise<void> => {
    const socket = await subgraph;
    for (let number = from; number < to; number += 1)
      socket.send(JSON.stringify({ id: '1', type: 'next', payload: { data: { number } } }));
  };

  it('carry their actor, and are completed at once when their last reader leaves', async () => {
    const stream = await opened();
    expect(received[0]).toMatchObject({
      id: '1',
      payload: { extensions: { actorToken: 'token', saysWhereItBegins: true } },
    });
    const pending = stream.next();
    await stream.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    await receives(({ type, id }) => type === 'complete' && id === '1');
  });

  it('are paused while their reader is behind, and resumed when it has caught up, without loss', async () => {
    const stream = await opened();
    await send(0, MORE_THAN_MAY_WAIT);
    await receives(({ type, payload }) => type === 'ping' && 'hold' in (payload ?? {}));
    expect(received.at(-1)?.payload).toEqual({ hold: ['1'] });
    for (let number = 0; number < MORE_THAN_MAY_WAIT; number += 1)
      expect((await stream.next()).value).toEqual({ data: { number } });
    await receives(({ payload }) => 'release' in (payload ?? {}));
    expect(received.at(-1)?.payload).toEqual({ release: ['1'] });
    await send(MORE_THAN_MAY_WAIT, MORE_THAN_MAY_WAIT + 1);
    expect((await stream.next()).value).toEqual({ data: { number: MORE_THAN_MAY_WAIT } });
    expect(received.filter(({ type }) => type === 'ping')).toHaveLength(2);
  });

  it('fail when the subgraph closes the socket', async () => {
    const stream = await opened();
    const pending = stream.next();
    (await subgraph).close();
    await expect(pending).rejects.toThrow('the subgraph closed the socket');
  });

  it('wait for a subgraph that is slow to acknowledge the socket', async () => {
    jest.useFakeTimers({ doNotFake: [...REAL] });
    acknowledges = false;
    const stream = opened();
    await receives(({ type }) => type === 'connection_init');
    jest.advanceTimersByTime(RENEWAL_MS);
    (await subgraph).send(ACKNOWLEDGED);
    await stream;
    jest.advanceTimersByTime(RENEWAL_MS);
    await receives(({ payload }) => 'tokens' in (payload ?? {}));
    expect(received.map(({ type }) => type)).toEqual(['connection_init', 'subscribe', 'ping']);
  });

  it('fail when the subgraph takes the socket and never acknowledges it', async () => {
    jest.useFakeTimers({ doNotFake: [...REAL] });
    acknowledges = false;
    const stream = open();
    await receives(({ type }) => type === 'connection_init');
    jest.advanceTimersByTime(TIMEOUT_MS);
    await expect(stream).rejects.toThrow('the subgraph did not acknowledge');
  });

  it.each(['not json', 'null', '', '[]', '5', '{}', '{"type":"next"}', '{"type":"data","id":"1"}'])(
    'fail when the subgraph sends "%s", which is no message, and the socket is closed',
    async (text) => {
      const stream = await opened();
      const pending = stream.next();
      const socket = await subgraph;
      const closed = once(socket, 'close');
      socket.send(text);
      await expect(pending).rejects.toThrow('not of graphql-transport-ws');
      expect((await closed)[0]).toBe(4004);
    },
  );

  it('deliver all events received before the socket was lost, also to a slow reader', async () => {
    const stream = await opened();
    await send(0, MORE_THAN_MAY_WAIT);
    await receives(({ payload }) => 'hold' in (payload ?? {}));
    (await subgraph).terminate();
    for (let number = 0; number < MORE_THAN_MAY_WAIT; number += 1)
      expect((await stream.next()).value).toEqual({ data: { number } });
    await expect(stream.next()).rejects.toThrow('the subgraph closed the socket');
  });

  it.each([
    [undefined, 'The subgraph ended the stream with an error.'],
    [[], 'The subgraph ended the stream with an error.'],
    [[null, { message: 'no stock' }], 'no stock'],
  ])('fail with the errors of the subgraph when it ends them with %j', async (payload, message) => {
    const stream = await opened();
    (await subgraph).send(JSON.stringify({ id: '1', type: 'error', payload }));
    await expect(stream.next()).rejects.toMatchObject([{ message }]);
  });

  it.each(['error', 'next'])(
    'are lost, and may be opened again, when the subgraph cannot follow its events yet and says so by %s',
    async (type) => {
      const stream = await opened();
      const errors = [{ message: 'try again', extensions: { code: 'EVENTS_UNAVAILABLE' } }];
      const payload = type === 'error' ? errors : { errors };
      (await subgraph).send(JSON.stringify({ id: '1', type, payload }));
      const lost = await stream.next().catch((error: unknown) => error);
      expect(lost).toBeInstanceOf(UpstreamDisconnected);
      expect(lost).toMatchObject({ cause: errors });
    },
  );

  it('go on after an error that is a text, which is an error of one event', async () => {
    const stream = await opened();
    (await subgraph).send(JSON.stringify({ id: '1', type: 'error', payload: 'boom' }));
    await send(1, 2);
    expect((await stream.next()).value).toEqual({ errors: [{ message: 'boom' }] });
    expect((await stream.next()).value).toEqual({ data: { number: 1 } });
  });

  it('hand on an event without a payload as it is', async () => {
    const stream = await opened();
    (await subgraph).send('{"id":"1","type":"next"}');
    await send(1, 2);
    expect(await stream.next()).toEqual({ done: false, value: undefined });
    expect((await stream.next()).value).toEqual({ data: { number: 1 } });
  });

  it('fail when the subgraph answers no heartbeat', async () => {
    remote.close();
    remote = new RemoteSubscriptions(remoteUrl(), { acknowledgeMs: TIMEOUT_MS, heartbeatMs: 50 });
    const stream = await opened();
    const pending = stream.next();
    // Its process reads nothing any more, as behind a cable that was cut.
    (server.clients.values().next().value as unknown as { _socket: Socket })._socket.pause();
    await expect(pending).rejects.toThrow('answered no heartbeat');
  });
});
