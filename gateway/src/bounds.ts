import type { OperationLimits } from './execution/operation-limits.ts';
import type { SocketLimits } from './subscription/socket-limits.ts';
import type { AnswerLimits } from './upstream/answer-budget.ts';

const KIB = 1_024;
const MIB = 1_024 * KIB;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Requests of clients. */
const http = {
  operationBytes: 1 * MIB,
  transferBytes: 32 * MIB,
  transferMs: 10 * MINUTE,
  transfersAtOnce: 256,
  errors: 20,
  errorBytes: 3_000,
  errorCharacters: 300,
};

/** One operation, judged before it is planned. */
const operation: OperationLimits = {
  maxTokens: 10_000,
  maxExpandedSelections: 800,
  maxNesting: 40,
  maxRootFields: 50,
  maxAliases: 200,
  maxDirectives: 100,
  maxAnsweredFields: 100_000,
};

/** The answers of subgraphs to one request or for one pushed event. */
const answer: AnswerLimits = {
  maxBytesOfFetch: 8 * MIB,
  maxBytes: 16 * MIB,
  maxRepresentationsOfFetch: 10_000,
  maxRepresentations: 30_000,
  maxMs: 30 * SECOND,
};

/** Connections to subgraphs. */
const upstream = {
  connections: 64,
  transferConnections: 32,
  answerMs: 30 * SECOND,
  errors: 100,
  messageBytes: 32 * MIB,
  acknowledgeMs: 30 * SECOND,
  heartbeatMs: 10 * SECOND,
  unansweredHeartbeats: 2,
  closeMs: 1 * SECOND,
  unreadAnswers: 4_096,
  resumedBelowAnswers: 2_048,
};

/** Sockets of clients; each is the default of a variable `WS_…`. */
const sockets: SocketLimits = {
  maxMessageBytes: 256 * KIB,
  initTimeoutMs: 5 * SECOND,
  maxOperations: 100,
  maxSocketsOfPrincipal: 100,
  maxBufferedBytes: 1 * MIB,
  heartbeatMs: 30 * SECOND,
  drainMs: 1 * SECOND,
};

/** Subscriptions of clients. */
const subscriptions = {
  maxQueuedEvents: 256,
  stallTimeoutMs: 30 * SECOND,
  reconnectTimeoutMs: 60 * SECOND,
  openTimeoutMs: 15 * SECOND,
};

/** The rights of principals. */
const rights = {
  answerMs: 5 * SECOND,
  cachedMs: 1 * SECOND,
  watchEveryMs: 400,
  watchedAtOnce: 16,
  lastKnownMs: 10 * MINUTE,
  lastKnownPrincipals: 50_000,
};

/** The caches of the process. */
const memory = {
  operations: 2_000,
  operationBytes: 24 * MIB,
  estimates: 50,
  planMib: 8,
  persistedBytes: 8 * MIB,
};

/** Every number that bounds the gateway process. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { http, operation, answer, upstream, sockets, subscriptions, rights, memory } as const;
