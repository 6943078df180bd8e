/** Bounds on the requests of one client on a socket; each is configurable. */
export interface SocketLimits {
  /** Largest message taken, in bytes. */
  readonly maxMessageBytes: number;
  /** How long `connection_init` may take, in milliseconds. */
  readonly initTimeoutMs: number;
  /** Operations open at once on a socket. */
  readonly maxOperations: number;
  /** Sockets open at once for one principal. */
  readonly maxSocketsOfPrincipal: number;
  /** Bytes that may wait for a client that does not read. */
  readonly maxBufferedBytes: number;
  /** Between heartbeats, in milliseconds; a client that answers none until the next one is closed. */
  readonly heartbeatMs: number;
  /** Over how long sockets are closed on shutdown, so that clients do not all come back at once, in milliseconds. */
  readonly drainMs: number;
}
