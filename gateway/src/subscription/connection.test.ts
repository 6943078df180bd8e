import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { Metrics } from '@ecogrid/service';
import { Connection } from './connection.ts';
import { envelope } from './frames.ts';
import type { SocketDoorParts } from './socket-door-parts.ts';
import { SOCKET_LIMITS } from './socket-limits.ts';
import { closingsCounter } from './socket-metrics.ts';
import { SocketRegister } from './socket-register.ts';

const LIFE_MS = 300;
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
beforeAll(async () => void (server.address() ?? (await once(server, 'listening'))));
afterAll(() => server.close());

/** A client that is acknowledged, and the connection that serves it; its token ends a little later. */
async function acknowledged(): Promise<{ client: WebSocket; connection: Connection; endsAt: number }> {
  const endsAt = Date.now() + LIFE_MS;
  const principal = { kind: 'PERSON', subject: 'somebody', expiresAt: endsAt, claims: {} };
  const auth = { verifier: { verify: () => Promise.resolve(principal) } };
  const register = new SocketRegister(SOCKET_LIMITS, closingsCounter(new Metrics()));
  const connection = new Promise<Connection>((resolve) =>
    server.once('connection', (socket, request) =>
      resolve(
        new Connection(
          socket,
          request,
          { auth, limits: SOCKET_LIMITS } as unknown as SocketDoorParts,
          register,
        ),
      ),
    ),
  );
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(client, 'open');
  client.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer token' } }));
  await once(client, 'message');
  return { client, connection: await connection, endsAt };
}

test('hands over nothing after the end of a token, also when the process stood still over it', async () => {
  const { client, connection, endsAt } = await acknowledged();
  const received: string[] = [];
  client.on('message', (data: Buffer) => received.push(data.toString('utf8')));
  const closed = once(client, 'close');
  void connection.deliver(envelope('before'), { data: { number: 1 } });
  // No timer runs while the loop is held up: what waits in this turn comes before the one that ends the token.
  while (Date.now() <= endsAt);
  void connection.deliver(envelope('after'), { data: { number: 2 } });
  const [code, reason] = (await closed) as [number, Buffer];
  expect([code, reason.toString('utf8')]).toEqual([4403, 'The token has expired']);
  expect(received.map((message) => (JSON.parse(message) as { id: string }).id)).toEqual(['before']);
});

test('closes the socket at the end of a token, though nothing is delivered and nobody asks', async () => {
  const { client } = await acknowledged();
  const [code, reason] = (await once(client, 'close')) as [number, Buffer];
  expect([code, reason.toString('utf8')]).toEqual([4403, 'The token has expired']);
});
