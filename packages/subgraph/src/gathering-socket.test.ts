import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { GatheringSocket } from './gathering-socket.ts';

const MESSAGE = 'x'.repeat(1_000);
/** More than the system holds for a socket. */
const VERY_MANY = 50_000;

describe('a socket to the gateway', () => {
  let server: Server;
  let gateway: WebSocket;
  let gathering: GatheringSocket;
  let received: number;

  beforeEach(async () => {
    server = createServer();
    const sockets = new WebSocketServer({ server });
    const accepted = once(sockets, 'connection') as Promise<[WebSocket, IncomingMessage]>;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    received = 0;
    gateway = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    gateway.on('message', () => (received += 1));
    const [[socket, request]] = await Promise.all([accepted, once(gateway, 'open')]);
    gathering = new GatheringSocket(socket, request.socket);
  });
  afterEach(() => {
    gateway.terminate();
    server.close();
  });

  /** Sends until it has to wait. */
  function sendOn(): { sent: number; pause: Promise<void> | void } {
    for (let sent = 1; sent <= VERY_MANY; sent += 1) {
      const pause = gathering.send(MESSAGE);
      if (pause) return { sent, pause };
    }
    return { sent: VERY_MANY, pause: undefined };
  }

  it('yields when it has gathered many frames, and continues in the next turn', async () => {
    const { sent, pause } = sendOn();
    expect(sent).toBeLessThan(100);
    await pause;
    expect(gathering.send(MESSAGE)).toBeUndefined();
  });

  it('waits for a gateway that does not read, and loses nothing', async () => {
    gateway.pause();
    let sent = 0;
    let goesOn = true;
    while (goesOn && sent < VERY_MANY) {
      const step = sendOn();
      sent += step.sent;
      const turn = new Promise((resolve) => setImmediate(resolve, 'turn'));
      goesOn = (await Promise.race([step.pause, turn.then(() => turn)])) !== 'turn';
    }
    expect(sent).toBeLessThan(VERY_MANY);
    const rest = new Promise<void>((resolve) =>
      gateway.on('message', () => (received === sent ? resolve() : undefined)),
    );
    gateway.resume();
    await rest;
  });
});
