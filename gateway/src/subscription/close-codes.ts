/** Every code with which this door closes a socket: 44xx as graphql-transport-ws has them, 10xx of RFC 6455. */
export const CLOSE = {
  /** The message is no JSON, or no message of the protocol. */
  badMessage: { code: 4400, reason: 'Invalid message received' },
  /** The message is larger than the bound. The close frame carries the code alone: ws sends it before the message is read. */
  tooLarge: { code: 1009, reason: 'Message too big' },
  /** A fault of this process, which its log describes. */
  fault: { code: 4500, reason: 'Internal server error' },
  /** An operation came before the socket was acknowledged. */
  unauthorized: { code: 4401, reason: 'Unauthorized' },
  /** The token is not valid. */
  forbidden: { code: 4403, reason: 'Forbidden' },
  /** The token came to its end while the socket was open. */
  expired: { code: 4403, reason: 'The token has expired' },
  /** The rights of the actor have changed: come back, and resume with those of now. */
  rightsChanged: { code: 4403, reason: 'Rights have changed' },
  /** The client offered no subprotocol that is spoken here. */
  noProtocol: { code: 4406, reason: 'Subprotocol not acceptable' },
  /** No `connection_init` came in time. */
  initTimeout: { code: 4408, reason: 'Connection initialisation timeout' },
  /** An operation id is in use already. */
  idInUse: { code: 4409, reason: 'Subscriber already exists' },
  /** `connection_init` came twice. */
  initTwice: { code: 4429, reason: 'Too many initialisation requests' },
  /** The actor has as many sockets open as it may. */
  tooManySockets: { code: 4429, reason: 'Too many sockets' },
  /** The client did not read, and its bound was reached: come back and resume by the cursor. */
  slowConsumer: { code: 4013, reason: 'Client does not read' },
  /** The client answered no heartbeat. */
  silent: { code: 4014, reason: 'No heartbeat answered' },
  /** This process goes away: reconnect, to another if there is one. */
  restart: { code: 1012, reason: 'Service restart' },
} as const;

export type Closing = (typeof CLOSE)[keyof typeof CLOSE];
