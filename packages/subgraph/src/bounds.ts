const KIB = 1_024;
const MIB = 1_024 * KIB;
const SECOND = 1_000;

/** Requests of the gateway. Entity fetches carry many representations; a larger body is a fault. */
const requests = {
  bodyBytes: 8 * MIB,
  resolvedFields: 100_000,
  errors: 100,
  countedRows: 1_000,
};

/** Sockets of the gateway. */
const sockets = {
  messageBytes: 1 * MIB,
  gatheredBytes: 64 * KIB,
  unreadBytes: 1 * MIB,
  heartbeatMs: 12 * SECOND,
};

/** Events of other subgraphs. */
const events = {
  replayEveryMs: 10 * SECOND,
  awaitedAtStartMs: 3 * SECOND,
};

/** The caches of the process. */
const memory = {
  operations: 2_000,
  operationBytes: 16 * MIB,
};

/** Every number that bounds a subgraph process. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { requests, sockets, events, memory } as const;
