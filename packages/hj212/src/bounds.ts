const KIB = 1_024;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The listener and its connections. Some devices send hourly data and heartbeats only. */
const listener = {
  connections: 4_000,
  connectionsPerAddress: 100,
  firstPacketMs: 60 * SECOND,
  idleMs: 30 * MINUTE,
  keepAliveMs: 60 * SECOND,
  consecutiveFaults: 1_000,
  faultsBeforeFirstPacket: 50,
  closeMs: 5 * SECOND,
  knownDevices: 64,
};

/** Split messages of a connection. A device waits 10 s for its answer and sends again three times. */
const split = {
  partMs: 30 * SECOND,
  characters: 64 * KIB,
  messages: 4,
};

/** The text of a fault, and the keys of factors that are remembered. */
const memory = {
  excerptCharacters: 160,
  quotedCharacters: 60,
  factorKeys: 4_096,
};

/** Every number that bounds HJ 212 connections. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { listener, split, memory } as const;
