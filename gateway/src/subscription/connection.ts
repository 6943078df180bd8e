import type { RawData, WebSocket } from 'ws';
import { EcoGridError } from '@ecogrid/errors';
import { bearerToken } from '@ecogrid/identity';
import { openSession, type Session } from '../auth/session.ts';
import { CLOSE, type Closing } from './close-codes.ts';
import { clientMessage, type ClientMessage } from './message.ts';
import { openOperation, type OpenOperation } from './operation.ts';
import type { SocketDoorParts } from './socket-door.ts';
import type { SocketRegister } from './socket-register.ts';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One client's socket, from `connection_init` to its end, by graphql-transport-ws. */
export class Connection {
  session: Session | undefined;
  /** Cleared at each heartbeat, set by any sign of life. */
  isAlive = true;
  private readonly operations = new Map<string, OpenOperation>();
  private timer: NodeJS.Timeout;
  private initialised = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly header: string | undefined,
    private readonly parts: SocketDoorParts,
    private readonly register: SocketRegister,
  ) {
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
  send(frame: string | Buffer): void {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > this.parts.limits.maxBufferedBytes) return this.evict();
    socket.send(frame, { binary: false });
  }

  heartbeat(): void {
    if (!this.isAlive) return this.close(CLOSE.silent);
    this.isAlive = false;
    this.socket.ping();
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  /** An operation ended by itself, or by its client. */
  forget(id: string): void {
    this.operations.delete(id);
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
