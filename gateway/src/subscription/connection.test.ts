import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { Metrics } from '@ecogrid/service';
import { ClientConnection } from './connection.ts';
import { envelope } from './frames.ts';
import type { SocketDoorParts } from './socket-door-parts.ts';
import { BOUNDS } from '../bounds.ts';
import { closingsCounter } from './socket-metrics.ts';
import { SocketRegister } from './socket-register.ts';

const HOUR_MS = 3_600_000;
const SOON_MS = 100;
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
beforeAll(async () => void (server.address() ?? (await once(server, 'listening'))));
afterAll(() => server.close());

type Principal = { kind: string; subject: string; expiresAt: number; claims: object };
const principalOf = (lifeMs: number): Principal => ({
  kind: 'PERSON',
  subject: 'a-person',
  expiresAt: Date.now() + lifeMs,
  claims: {},
});

/** A client with the given verification of its token, and the connection that serves it. */
async function connected(
  verify: () => Promise<Principal>,
  register: SocketRegister,
): Promise<{ client: WebSocket; connection: Promise<ClientConnection> }> {
  const parts = { auth: { verifier: { verify } }, limits: BOUNDS.sockets } as unknown as SocketDoorParts;
  const connection = new Promise<ClientConnection>((resolve) =>
    server.once('connection', (socket, request) =>
      resolve(new ClientConnection(socket, request, parts, register)),
    ),
  );
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(client, 'open');
  return { client, connection };
}

/** A client that has given its token, and the connection that serves it. */
async function served(
  lifeMs: number,
): Promise<{ client: WebSocket; connection: ClientConnection; principal: { expiresAt: number } }> {
  const principal = principalOf(lifeMs);
  const register = new SocketRegister(BOUNDS.sockets, closingsCounter(new Metrics()));
  const { client, connection } = await connected(() => Promise.resolve(principal), register);
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
  // The end has come, and its timer has not run yet.
  const clock = jest.spyOn(Date, 'now').mockReturnValue(principal.expiresAt);
  void connection.deliver(envelope('after'), { data: { number: 2 } });
  clock.mockRestore();
  const [code, reason] = (await closed) as [number, Buffer];
  expect([code, reason.toString('utf8')]).toEqual([4403, 'The token has expired']);
  expect(received.map((message) => (JSON.parse(message) as { id: string }).id)).toEqual(['before']);
});

test('closes the socket at the end of a token, without a delivery and without a message of the client', async () => {
  let isAcknowledged = false;
  // A token that ended before it was acknowledged has shown nothing: the next one lives longer.
  for (let lifeMs = SOON_MS; !isAcknowledged; lifeMs *= 2) {
    const { client } = await served(lifeMs);
    client.once('message', () => (isAcknowledged = true));
    const [code, reason] = (await once(client, 'close')) as [number, Buffer];
    expect([code, reason.toString('utf8')]).toEqual([4403, 'The token has expired']);
  }
});

test('counts no socket that closed while its token was verified: its person is not locked out', async () => {
  const limits = { ...BOUNDS.sockets, maxSocketsOfPrincipal: 1 };
  const register = new SocketRegister(limits, closingsCounter(new Metrics()));
  let verified: (principal: Principal) => void = () => undefined;
  const verify = (): Promise<Principal> => new Promise((resolve) => (verified = resolve));
  const init = JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer token' } });
  for (let number = 0; number < 3; number += 1) {
    const { client, connection } = await connected(verify, register);
    const asked = new Promise<void>((resolve) => {
      const wait = (): void => void (verified === unasked ? setImmediate(wait) : resolve());
      const unasked = verified;
      wait();
    });
    client.send(init);
    await connection;
    await asked;
    client.terminate();
    while (register.count > 0) await new Promise((resolve) => setImmediate(resolve));
    verified(principalOf(HOUR_MS));
  }
  const { client } = await connected(() => Promise.resolve(principalOf(HOUR_MS)), register);
  client.send(init);
  const [data] = (await once(client, 'message')) as [Buffer];
  expect(JSON.parse(data.toString('utf8'))).toEqual({ type: 'connection_ack' });
  client.terminate();
});

test.each([5, null, {}, ['Bearer token'], true])(
  'refuses the authorization %j, which is no text: it does not become the public',
  async (authorization) => {
    const register = new SocketRegister(BOUNDS.sockets, closingsCounter(new Metrics()));
    const { client } = await connected(() => Promise.resolve(principalOf(HOUR_MS)), register);
    client.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    expect((await once(client, 'close'))[0]).toBe(4403);
  },
);
