import type { Socket } from 'node:net';
import type { WebSocket as ProtocolSocket } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { BOUNDS } from './bounds.ts';

/** Beyond this size, the sender waits until the gateway has read. */
const MOST_UNREAD_BYTES = BOUNDS.sockets.unreadBytes;
/** Beyond this size, the sender waits for the next turn of the event loop, so that the gateway can read. */
const MOST_GATHERED_BYTES = BOUNDS.sockets.gatheredBytes;
const HEARTBEAT_MS = BOUNDS.sockets.heartbeatMs;
const FAULT = { code: 4500, reason: 'Internal server error' };

/**
 * One socket of the gateway as graphql-ws's server wants it. Its stock adapter waits for each message to be written
 * before the next event is looked at; here all messages of one turn are one write, and events wait only when much is
 * unread.
 */
export class GatheringSocket implements ProtocolSocket {
  private drained: Promise<void> | undefined;
  private nextTurn: Promise<void> | undefined;

  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Socket,
  ) {}

  get protocol(): string {
    return this.socket.protocol;
  }

  send(message: string): Promise<void> | void {
    if (this.socket.readyState !== this.socket.OPEN) return undefined;
    this.gather();
    this.socket.send(message);
    if (this.stream.writableLength >= MOST_UNREAD_BYTES) return (this.drained ??= this.untilDrained());
    if (this.stream.writableLength >= MOST_GATHERED_BYTES) return (this.nextTurn ??= this.untilNextTurn());
    return undefined;
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  onMessage(take: (message: string) => Promise<void>): void {
    this.socket.on('message', (data: Buffer) => {
      take(data.toString('utf8')).catch(() => this.socket.close(FAULT.code, FAULT.reason));
    });
  }

  /** Lets go of a gateway that answers no heartbeat. */
  keepAlive(): void {
    let isAlive = true;
    this.socket.on('pong', () => (isAlive = true));
    const timer = setInterval(() => {
      if (!isAlive) return this.socket.terminate();
      isAlive = false;
      this.socket.ping();
    }, HEARTBEAT_MS).unref();
    this.socket.once('close', () => clearInterval(timer));
  }

  private gather(): void {
    if (this.stream.writableCorked > 0) return;
    this.stream.cork();
    process.nextTick(() => this.stream.uncork());
  }

  private untilNextTurn(): Promise<void> {
    return new Promise((resolve) =>
      setImmediate(() => {
        this.nextTurn = undefined;
        resolve();
      }),
    );
  }

  private untilDrained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.drained = undefined;
        this.stream.off('drain', done).off('close', done);
        resolve();
      };
      this.stream.on('drain', done).on('close', done);
    });
  }
}
