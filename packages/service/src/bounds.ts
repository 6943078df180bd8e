const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The connections of clients. */
const connections = {
  requestMs: 5 * MINUTE,
  idleMs: 65 * SECOND,
};

/** The orderly end of a process. */
const shutdown = {
  requestsMs: 3 * SECOND,
  stepMs: 5 * SECOND,
};

/** Every number that bounds HTTP and the end of a process. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { connections, shutdown } as const;
