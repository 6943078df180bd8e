const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The event log in the database. */
const log = {
  sequencedAtOnce: 500,
  numberedAtOnce: 100,
  consumedAtOnce: 100,
  parkedAtOnce: 100,
  lookEveryMs: 1 * SECOND,
};

/** The streams of NATS. */
const nats = {
  connectMs: 3 * SECOND,
  reconnectMs: 2 * SECOND,
  watchEveryMs: 5 * SECOND,
  relayedAtOnce: 256,
  acknowledgeMs: 2 * SECOND,
  duplicatesMs: 10 * MINUTE,
  recentEvents: 4_096,
  chunkEvents: 1_000,
  chunks: 8,
  arrivalMs: 15 * SECOND,
  archiveMs: 15 * SECOND,
  replayMs: 5 * SECOND,
  abandonedMs: 30 * SECOND,
};

/** Every number that bounds events. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { log, nats } as const;
