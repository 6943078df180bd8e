import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
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

const HOUR_MS = 3_600_000;
const SOON_MS = 100;
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
beforeAll(async () => void (server.address() ?? (await once(server, 'listening'))));
afterAll(() => server.close());

/** A client that has given its token, and the connection that serves it. */
async function served(
  lifeMs: number,
): Promise<{ client: WebSocket; connection: Connection; principal: { expiresAt: number } }> {
  const principal = { kind: 'PERSON', subject: 'somebody', expiresAt: Date.now() + lifeMs, claims: {} };
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
  return { client, connection: await connection, principal };
}

test('hands over nothing after the end of a token, also when the process stood still over it', async () => {
  const { client, connection, principal } = await served(HOUR_MS);
  await once(client, 'message');
  const received: string[] = [];
  client.on('message', (data: Buffer) => received.push(data.toString('utf8')));
  const closed = once(client, 'close');
  void connection.deliver(envelope('before'), { data: { number: 1 } });
  // The end has come, and the timer that should have told has not run yet.
  const clock = jest.spyOn(Date, 'now').mockReturnValue(principal.expiresAt);
  void connection.deliver(envelope('after'), { data: { number: 2 } });
  clock.mockRestore();
  const [code, reason] = (await closed) as [number, Buffer];
  expect([code, reason.toString('utf8')]).toEqual([4403, 'The token has expired']);
  expect(received.map((message) => (JSON.parse(message) as { id: string }).id)).toEqual(['before']);
});

test('closes the socket at the end of a token, though nothing is delivered and nobody asks', async () => {
  let isAcknowledged = false;
  // A token that ended before it was acknowledged has shown nothing: the next one lives longer.
  for (let lifeMs = SOON_MS; !isAcknowledged; lifeMs *= 2) {
    const { client } = await served(lifeMs);
    client.once('message', () => (isAcknowledged = true));
    const [code, reason] = (await once(client, 'close')) as [number, Buffer];
    expect([code, reason.toString('utf8')]).toEqual([4403, 'The token has expired']);
  }
});
