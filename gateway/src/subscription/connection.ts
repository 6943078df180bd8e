import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import type { ExecutionResult } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import { bearerToken } from '@ecogrid/identity';
import { openSession, type Session } from '../auth/session.ts';
import { CLOSE, type Closing } from './close-codes.ts';
import type { Envelope } from './frames.ts';
import { clientMessage, type ClientMessage } from './message.ts';
import { openOperation, type AnswerDoor, type OpenOperation } from './operation.ts';
import type { SocketDoorParts } from './socket-door-parts.ts';
import type { RegisteredSocket, SocketRegister } from './socket-register.ts';
import { Lifespan } from './lifespan.ts';
import { SocketWriter } from './socket-writer.ts';

/** One client's socket, from `connection_init` to its end, by graphql-transport-ws. */
export class ClientConnection implements RegisteredSocket, AnswerDoor {
  session: Session | undefined;
  /** Cleared at each heartbeat, set by any sign of life. */
  isAlive = true;
  private readonly writer: SocketWriter;
  private readonly operations = new Map<string, OpenOperation>();
  private readonly initTimeout: NodeJS.Timeout;
  private readonly lifespan = new Lifespan(() => this.close(CLOSE.expired));
  private initialised = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly request: IncomingMessage,
    private readonly parts: SocketDoorParts,
    private readonly register: SocketRegister,
  ) {
    this.writer = new SocketWriter(request.socket, parts.limits.maxBufferedBytes);
    this.initTimeout = setTimeout(() => this.close(CLOSE.initTimeout), parts.limits.initTimeoutMs).unref();
    socket.on('message', (data) => this.receive(data));
    socket.on('pong', () => (this.isAlive = true));
    socket.on('error', (error) => this.failed(error));
    socket.once('close', () => this.ended());
    register.add(this);
  }

  /** Drops the messages that the client has not read, so that the reason is the next thing it reads. */
  close(closing: Closing): void {
    if (!this.isOpen()) return;
    this.endOperations();
    this.register.closed(closing);
    this.writer.drop();
    this.socket.close(closing.code, closing.reason);
  }

  send(message: string): void {
    if (this.mayWrite()) this.writer.text(message);
  }

  deliver(own: Envelope, result: ExecutionResult): void | Promise<void> {
    return this.mayWrite() ? this.writer.result(own, result) : undefined;
  }

  isReady(): boolean {
    return this.isOpen() && !this.writer.isBlocked();
  }

  heartbeat(): void {
    if (!this.isAlive) return this.close(CLOSE.silent);
    this.isAlive = false;
    this.socket.ping();
  }

  get unreadBytes(): number {
    return this.writer.unreadBytes;
  }

  forget(id: string): void {
    this.operations.delete(id);
  }

  private isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /**
   * Unless the token has come to its end, or the client has left too much unread: then the socket is closed with that
   * reason. The timer that ends a token may be late when the process stood still; a frame is never written after the
   * end.
   */
  private mayWrite(): boolean {
    if (!this.isOpen()) return false;
    if (this.lifespan.isOver) this.close(CLOSE.expired);
    else if (!this.writer.isOverfull()) return true;
    else this.close(CLOSE.slowConsumer);
    return false;
  }

  /** No message of a client makes this throw: an exception in an event handler would end the process. */
  private receive(data: RawData): void {
    this.isAlive = true;
    const message = clientMessage((data as Buffer).toString('utf8'));
    if (!message) return this.close(CLOSE.badMessage);
    try {
      this.handle(message);
    } catch (error) {
      this.fault(error);
    }
  }

  private handle(message: ClientMessage): void {
    switch (message.type) {
      case 'connection_init':
        this.initialise(message).catch((error: unknown) => this.fault(error));
        return;
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
    clearTimeout(this.initTimeout);
    try {
      const token = bearerToken(authorizationIn(payload) ?? this.request.headers.authorization);
      const session = await openSession(this.parts.auth, token, this.request);
      // A socket that closed meanwhile has been removed already: counted now, it would be counted until the restart.
      if (!this.isOpen()) return;
      if (!this.register.admit(this, session)) return this.close(CLOSE.tooManySockets);
      this.acknowledge(session);
    } catch (error) {
      if (!(error instanceof EcoGridError))
        this.parts.logger.error({ error: String(error) }, 'a socket was refused');
      this.close(CLOSE.forbidden);
    }
  }

  private fault(error: unknown): void {
    this.parts.logger.error({ error: String(error) }, 'a socket is closed by a fault');
    this.close(CLOSE.fault);
  }

  /** By ws, which has closed the socket with the code of the failure. */
  private failed(error: Error): void {
    if ('code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
      this.register.closed(CLOSE.tooLarge);
  }

  private acknowledge(session: Session): void {
    this.session = session;
    this.lifespan.begin(session);
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
    clearTimeout(this.initTimeout);
    this.lifespan.end();
    this.endOperations();
    this.register.remove(this);
  }
}

/** @throws EcoGridError UNAUTHENTICATED for an authorization that is not a string: it must not become the public. */
function authorizationIn(payload: Readonly<Record<string, unknown>> | null | undefined): string | undefined {
  const given = [payload?.['authorization'], payload?.['Authorization']].find((value) => value !== undefined);
  if (given === undefined || typeof given === 'string') return given;
  throw new EcoGridError('UNAUTHENTICATED', { reason: 'HEADER_FORM' });
}
