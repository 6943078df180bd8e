import { GraphQLError, type GraphQLErrorOptions, type GraphQLFormattedError } from 'graphql';

/**
 * Every `extensions.code` this package itself gives an error. The codes are stable: clients may branch on them.
 * Where Apollo Server has a code for the same mistake, that one is used.
 */
export const SubscriptionErrorCode = {
  /** No operation of that name, or several operations and no name. A mistake of the client. */
  operationUnresolved: 'OPERATION_RESOLUTION_FAILURE',
  /** The document is not valid against the current schema. A mistake of the client. */
  invalid: 'GRAPHQL_VALIDATION_FAILED',
  /** The variables do not fit their declared types. A mistake of the client. */
  badVariables: 'BAD_USER_INPUT',
  /** The chosen operation is a query or a mutation. */
  notASubscription: 'NOT_A_SUBSCRIPTION',
  /** `@skip` or `@include` excluded the only root field: there is nothing to subscribe to. */
  rootExcluded: 'SUBSCRIPTION_ROOT_EXCLUDED',
  /** With fragments expanded the operation selects more than `limits.maxExpandedSelections`. */
  tooLarge: 'OPERATION_TOO_LARGE',
  /** The query planner found no way to answer a valid operation. */
  planning: 'SUBSCRIPTION_PLANNING_FAILED',
  /** No supergraph has been loaded yet. */
  notReady: 'SCHEMA_NOT_READY',
  /** `limits.maxSubscriptions` is reached. */
  tooMany: 'TOO_MANY_SUBSCRIPTIONS',
  /** The supergraph was swapped and the running operation does not fit the new one. */
  schemaChanged: 'SUBSCRIPTION_SCHEMA_CHANGED',
  /** The client did not read, and its queue reached `limits.maxQueuedEvents`. */
  slowConsumer: 'SLOW_CONSUMER',
  /** The subgraph that sends the events failed or ended the stream with an error. */
  upstream: 'SUBSCRIPTION_UPSTREAM_FAILED',
  /** One event was malformed or could not be completed; the stream goes on. */
  event: 'SUBSCRIPTION_EVENT_INVALID',
  /** A subgraph asked for part of an event's selection did not answer. */
  subgraph: 'SUBGRAPH_UNAVAILABLE',
  /** `close()` was called: the gateway shuts down. */
  closed: 'SUBSCRIPTIONS_CLOSED',
  /** Anything unforeseen; the cause is logged, never sent. */
  internal: 'INTERNAL_SERVER_ERROR',
} as const;

export type SubscriptionErrorCode = (typeof SubscriptionErrorCode)[keyof typeof SubscriptionErrorCode];

/** An error in the words of the subgraph that sent it. */
export class SubgraphError extends GraphQLError {}

/** A GraphQL error with one of the stable codes. */
export function subscriptionError(
  code: SubscriptionErrorCode,
  message: string,
  options: GraphQLErrorOptions = {},
): GraphQLError {
  return new GraphQLError(message, { ...options, extensions: { ...options.extensions, code } });
}

/** Gives an error a code unless it already carries one. */
export function withCode(error: GraphQLError, code: SubscriptionErrorCode): GraphQLError {
  if (typeof error.extensions['code'] === 'string') return error;
  const { nodes, source, positions, path } = error;
  return subscriptionError(code, error.message, {
    nodes,
    source,
    positions,
    path,
    extensions: error.extensions,
  });
}

/**
 * The failure of an upstream that lost its connection to the subgraph, as opposed to an answer of the subgraph: a stream
 * with a cursor is then opened again after its last event. A subgraph that cannot follow its events yet is as one that is
 * away: `cause` holds the errors of its answer, which the client reads where it does not come back in time.
 */
export class UpstreamDisconnected extends Error {
  override readonly name = 'UpstreamDisconnected';

  /** The errors in which the subgraph refused; undefined when no subgraph answered. */
  get refusal(): readonly unknown[] | undefined {
    return Array.isArray(this.cause) ? (this.cause as unknown[]) : undefined;
  }
}

/** A typed error is passed on; anything else is replaced, so that no internals reach a client. */
export function typedOr(cause: unknown, code: SubscriptionErrorCode, message: string): GraphQLError {
  if (!isTyped(cause)) return subscriptionError(code, message);
  return cause instanceof GraphQLError
    ? cause
    : new GraphQLError(cause.message, { extensions: cause.extensions });
}

function isTyped(error: unknown): error is GraphQLFormattedError & { extensions: object } {
  if (typeof error !== 'object' || error === null || !('message' in error && 'extensions' in error))
    return false;
  const { message, extensions } = error;
  if (typeof message !== 'string' || typeof extensions !== 'object' || extensions === null) return false;
  return 'code' in extensions && typeof extensions.code === 'string';
}
