const SECOND = 1_000;

/** Guesses of passwords at the HJ 212 listener. A gateway of several devices may be wrong about some of them. */
const passwords = {
  firstPauseMs: 250,
  longestPauseMs: 30 * SECOND,
  devicesOfAddress: 10,
  rememberedFailures: 10_000,
  waitingGuesses: 256,
};

/** Faults of packets, in the log and in the database. */
const faults = {
  loggedOfAddress: 5,
  windowMs: 60 * SECOND,
  addresses: 1_000,
  countedAtOnce: 1_000,
  writtenEveryMs: 2 * SECOND,
  strangers: 1_000,
  detailCharacters: 200,
};

/** The rows of devices. */
const devices = {
  seenEveryMs: 60 * SECOND,
};

/** The events of episodes. */
const episodes = {
  growthAnnouncedEveryMs: 60 * SECOND,
};

/** Every number that bounds the process of enterprises. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { passwords, faults, devices, episodes } as const;
