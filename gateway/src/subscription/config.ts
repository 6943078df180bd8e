import { z } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import type { SocketLimits } from './socket-limits.ts';

const atLeastOne = (usual: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(1).default(usual);

/** The bounds of sockets as variables of the environment, for every process that contains the gateway. */
export const SOCKET_SHAPE = {
  WS_MAX_MESSAGE_BYTES: atLeastOne(BOUNDS.sockets.maxMessageBytes),
  WS_INIT_TIMEOUT_MS: atLeastOne(BOUNDS.sockets.initTimeoutMs),
  WS_MAX_OPERATIONS: atLeastOne(BOUNDS.sockets.maxOperations),
  WS_MAX_SOCKETS: atLeastOne(BOUNDS.sockets.maxSocketsOfPrincipal),
  WS_MAX_BUFFERED_BYTES: atLeastOne(BOUNDS.sockets.maxBufferedBytes),
  WS_HEARTBEAT_MS: atLeastOne(BOUNDS.sockets.heartbeatMs),
  WS_DRAIN_MS: atLeastOne(BOUNDS.sockets.drainMs),
};

export function socketLimitsOf(read: Readonly<Record<keyof typeof SOCKET_SHAPE, number>>): SocketLimits {
  return {
    maxMessageBytes: read.WS_MAX_MESSAGE_BYTES,
    initTimeoutMs: read.WS_INIT_TIMEOUT_MS,
    maxOperations: read.WS_MAX_OPERATIONS,
    maxSocketsOfPrincipal: read.WS_MAX_SOCKETS,
    maxBufferedBytes: read.WS_MAX_BUFFERED_BYTES,
    heartbeatMs: read.WS_HEARTBEAT_MS,
    drainMs: read.WS_DRAIN_MS,
  };
}
