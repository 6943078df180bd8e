import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import type { ExecutionResult } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import { bearerToken } from '@ecogrid/identity';
import { openSession, type Session } from '../auth/session.ts';
import { CLOSE, type Closing } from './close-codes.ts';
import { framesOf, type Envelope } from './frames.ts';
import { clientMessage, type ClientMessage } from './message.ts';
import { openOperation, type OpenOperation } from './operation.ts';
import type { SocketDoorParts } from './socket-door.ts';
import type { SocketRegister } from './socket-register.ts';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Numbers the turns of the event loop in which something is delivered. */
const turn = {
  number: 1,
  isOver: true,
  begin(): number {
    if (turn.isOver) {
      turn.isOver = false;
      setImmediate(() => {
        turn.number += 1;
        turn.isOver = true;
      });
    }
    return turn.number;
  },
};

/** One client's socket, from `connection_init` to its end, by graphql-transport-ws. */
export class Connection {
  session: Session | undefined;
  /** Cleared at each heartbeat, set by any sign of life. */
  isAlive = true;
  /** What is below the WebSocket; nobody else writes frames to it, and nothing is compressed. */
  private readonly stream: Socket;
  private readonly header: string | undefined;
  private readonly operations = new Map<string, OpenOperation>();
  private drained: Promise<void> | undefined;
  private lastTurn = 0;
  private timer: NodeJS.Timeout;
  private initialised = false;

  constructor(
    private readonly socket: WebSocket,
    request: IncomingMessage,
    private readonly parts: SocketDoorParts,
    private readonly register: SocketRegister,
  ) {
    this.stream = request.socket;
    this.header = request.headers.authorization;
    this.timer = setTimeout(() => this.close(CLOSE.initTimeout), parts.limits.initTimeoutMs).unref();
    socket.on('message', (data) => void this.receive(data));
    socket.on('pong', () => (this.isAlive = true));
    socket.on('error', () => undefined);
    socket.once('close', () => this.ended());
    register.add(this);
  }

  close({ code, reason }: Closing): void {
    this.endOperations();
    this.socket.close(code, reason);
  }

  /** Sends, unless the client has left too much unread: then the socket is closed with that reason. */
  send(message: string): void {
    if (this.mayWrite()) this.socket.send(message);
  }

  /**
   * The same with a result: `ws` sends nothing later than it is told, so frames keep their order.
   * @returns when much is unread, a promise of when it is not: a replay waits for its reader, what is live does not.
   */
  deliver(own: Envelope, result: ExecutionResult): void | Promise<void> {
    if (!this.mayWrite()) return undefined;
    const { stream } = this;
    const frames = framesOf(result);
    this.gather();
    stream.write(frames.frame(own));
    if (stream.writableLength === 0) return undefined;
    // The system did not take it all: what is left is still in the frame's memory.
    frames.leave(own);
    if (stream.writableLength < this.parts.limits.maxBufferedBytes / 2) return undefined;
    return (this.drained ??= this.untilDrained());
  }

  heartbeat(): void {
    if (!this.isAlive) return this.close(CLOSE.silent);
    this.isAlive = false;
    this.socket.ping();
  }

  get bufferedBytes(): number {
    return this.stream.writableLength;
  }

  /** An operation ended by itself, or by its client. */
  forget(id: string): void {
    this.operations.delete(id);
  }

  /** What follows a first result in the same turn, as in a replay, is written with one call to the system. */
  private gather(): void {
    if (this.lastTurn !== turn.number) {
      this.lastTurn = turn.begin();
      return;
    }
    if (this.stream.writableCorked > 0) return;
    this.stream.cork();
    process.nextTick(() => this.stream.uncork());
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

  private mayWrite(): boolean {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return false;
    const { maxBufferedBytes } = this.parts.limits;
    // What was only gathered for this turn is not unread yet.
    if (this.stream.writableLength > maxBufferedBytes) this.stream.uncork();
    if (this.stream.writableLength <= maxBufferedBytes) return true;
    this.evict();
    return false;
  }

  private evict(): void {
    this.register.evicted();
    this.close(CLOSE.slowConsumer);
    // A close frame waits behind what is not read: the socket is let go of without waiting for the client.
    this.socket.terminate();
  }

  private async receive(data: RawData): Promise<void> {
    this.isAlive = true;
    const message = clientMessage((data as Buffer).toString('utf8'));
    if (!message) return this.close(CLOSE.badMessage);
    switch (message.type) {
      case 'connection_init':
        return this.initialise(message);
      case 'ping':
        return this.send('{"type":"pong"}');
      case 'subscribe':
        return this.subscribe(message);
      case 'complete':
        return this.complete(message.id);
      case 'pong':
        return;
    }
  }

  private async initialise({ payload }: Extract<ClientMessage, { type: 'connection_init' }>): Promise<void> {
    if (this.initialised) return this.close(CLOSE.initTwice);
    this.initialised = true;
    clearTimeout(this.timer);
    try {
      const given = payload?.['authorization'] ?? payload?.['Authorization'];
      const session = await openSession(
        this.parts.auth,
        bearerToken(typeof given === 'string' ? given : this.header),
      );
      if (!this.register.admit(this, session)) return this.close(CLOSE.tooManySockets);
      this.acknowledge(session);
    } catch (error) {
      if (!(error instanceof EcoGridError))
        this.parts.logger.error({ error: String(error) }, 'a socket was refused');
      this.close(CLOSE.forbidden);
    }
  }

  private acknowledge(session: Session): void {
    this.session = session;
    if (session.principal) {
      const inMs = Math.min(Math.max(session.principal.expiresAt - Date.now(), 0), LONGEST_TIMER_MS);
      this.timer = setTimeout(() => this.close(CLOSE.expired), inMs).unref();
    }
    this.send('{"type":"connection_ack"}');
  }

  private subscribe({ id, payload }: Extract<ClientMessage, { type: 'subscribe' }>): void {
    if (!this.session) return this.close(CLOSE.unauthorized);
    if (this.operations.has(id)) return this.close(CLOSE.idInUse);
    const operation = openOperation(this.parts, this, this.session, id, payload, this.operations.size);
    if (operation) this.operations.set(id, operation);
  }

  private complete(id: string): void {
    this.operations.get(id)?.close();
    this.operations.delete(id);
  }

  private endOperations(): void {
    for (const operation of this.operations.values()) operation.close();
    this.operations.clear();
  }

  private ended(): void {
    clearTimeout(this.timer);
    this.endOperations();
    this.register.remove(this);
  }
}
