const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The planned rows of a process. A transaction holds as many as keep no others waiting. */
const timers = {
  claimedAtOnce: 100,
  lookEveryMs: 30 * SECOND,
  postponedMs: 5 * MINUTE,
};

/** Every number that bounds planned timers. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { timers } as const;
