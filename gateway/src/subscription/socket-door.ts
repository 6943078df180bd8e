import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { BOUNDS } from '../bounds.ts';
import type { Session } from '../auth/session.ts';
import { CLOSE } from './close-codes.ts';
import { ClientConnection } from './connection.ts';
import type { SocketDoorParts } from './socket-door-parts.ts';
import type { SocketRegister } from './socket-register.ts';

const PROTOCOL = 'graphql-transport-ws';

/**
 * graphql-transport-ws on `/graphql`: subscriptions, and queries and mutations for those who prefer one socket.
 * Written here rather than taken from graphql-ws, whose server serialises each result for each client: a shared result
 * is encoded once, and each client's frame is its own head before the same bytes.
 */
export class SocketDoor {
  private readonly sockets: WebSocketServer;

  constructor(
    server: Server,
    parts: SocketDoorParts,
    private readonly register: SocketRegister,
  ) {
    this.sockets = new WebSocketServer({
      server,
      path: '/graphql',
      maxPayload: parts.limits.maxMessageBytes,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
    });
    this.sockets.on('connection', (socket, request) => {
      if (socket.protocol === PROTOCOL)
        return void new ClientConnection(socket, request, parts, this.register);
      register.closed(CLOSE.noProtocol);
      socket.close(CLOSE.noProtocol.code, CLOSE.noProtocol.reason);
    });
  }

  sessions(): Iterable<Session> {
    return this.register.sessions();
  }

  /** Closes every socket of a subject whose rights have changed; its clients come back with the rights of now. */
  closeSubject(subject: string): void {
    this.register.closeSubject(subject, CLOSE.rightsChanged);
  }

  /** Closes every socket in order; those that do not answer the close are let go. */
  async close(): Promise<void> {
    await this.register.drain();
    const closed = new Promise<void>((resolve) => this.sockets.close(() => resolve()));
    const timeout = setTimeout(
      () => this.sockets.clients.forEach((socket) => socket.terminate()),
      BOUNDS.upstream.closeMs,
    );
    await closed;
    clearTimeout(timeout);
  }
}
