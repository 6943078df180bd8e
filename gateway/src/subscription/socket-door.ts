import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { FederatedSubscriptions } from '@ecogrid/federated-subscriptions';
import type { Logger, Metrics } from '@ecogrid/service';
import type { AuthParts, Session } from '../auth/session.ts';
import type { Admission } from '../execution/admission.ts';
import type { GraphQLServer } from '../execution/graphql-server.ts';
import { CLOSE } from './close-codes.ts';
import { Connection } from './connection.ts';
import type { SocketLimits } from './socket-limits.ts';
import { SocketRegister } from './socket-register.ts';

export interface SocketDoorParts {
  readonly auth: AuthParts;
  readonly admission: Admission;
  readonly server: GraphQLServer;
  readonly subscriptions: FederatedSubscriptions<Session>;
  readonly limits: SocketLimits;
  readonly logger: Logger;
}

const PROTOCOL = 'graphql-transport-ws';
const CLOSE_PATIENCE_MS = 1_000;

/**
 * graphql-transport-ws on `/graphql`: subscriptions, and queries and mutations for those who prefer one socket.
 * Written here rather than taken from graphql-ws, whose server serialises each result for each client: a shared result
 * is encoded once, and each client's frame is its own head before the same bytes.
 */
export class SocketDoor {
  private readonly sockets: WebSocketServer;
  private readonly register: SocketRegister;

  constructor(server: Server, parts: SocketDoorParts) {
    this.register = new SocketRegister(parts.limits);
    this.sockets = new WebSocketServer({
      server,
      path: '/graphql',
      maxPayload: parts.limits.maxMessageBytes,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
    });
    this.sockets.on('connection', (socket, request) => {
      if (socket.protocol !== PROTOCOL) return socket.close(CLOSE.noProtocol.code, CLOSE.noProtocol.reason);
      return void new Connection(socket, request, parts, this.register);
    });
  }

  sessions(): Iterable<Session> {
    return this.register.sessions();
  }

  /** Closes every socket of a subject whose rights have changed; its clients come back with the rights of now. */
  closeSubject(subject: string): void {
    this.register.closeSubject(subject, CLOSE.rightsChanged);
  }

  measure(metrics: Metrics): void {
    const stats = (): ReturnType<SocketRegister['stats']> => this.register.stats();
    metrics.gauge('ecogrid_gateway_sockets', 'Sockets that clients have open.', () => stats().sockets);
    metrics.gauge(
      'ecogrid_gateway_buffered_bytes',
      'Bytes that clients have not read yet.',
      () => stats().bufferedBytes,
    );
    metrics.gauge(
      'ecogrid_gateway_slow_sockets_total',
      'Sockets closed because their client did not read.',
      () => stats().evictions,
    );
  }

  /** Closes every socket in order; those that do not answer the close are let go. */
  async close(): Promise<void> {
    await this.register.drain();
    const closed = new Promise<void>((resolve) => this.sockets.close(() => resolve()));
    const patience = setTimeout(
      () => this.sockets.clients.forEach((socket) => socket.terminate()),
      CLOSE_PATIENCE_MS,
    );
    await closed;
    clearTimeout(patience);
  }
}
