import type { ServiceMap } from '@apollo/gateway';
import type { Planning } from '@ecogrid/plan-executor';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';

/** The event of a schema source, such as `ApolloGateway`. */
export interface SchemaUpdate {
  readonly apiSchema: GraphQLSchema;
  readonly coreSupergraphSdl: string;
}

/** Anything with Apollo's `onSchemaLoadOrUpdate`. */
export interface SchemaSource {
  onSchemaLoadOrUpdate(listener: (update: SchemaUpdate) => void): () => void;
}

/** One operation to be opened at the subgraph that sends the events. */
export interface UpstreamRequest<Context> {
  readonly serviceName: string;
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The audience's context when the stream is shared, else the caller's. */
  readonly context: Context;
  /** Aborted as soon as the stream has no members, also while this request is still pending. */
  readonly signal: AbortSignal;
}

/** Opens the stream of one subgraph's results. Its iterator's `return()` must not wait for the next event. */
export type SubscribeUpstream<Context> = (
  request: UpstreamRequest<Context>,
) => UpstreamAnswer | PromiseLike<UpstreamAnswer>;

/**
 * A stream, or (as graphql-js answers a refused subscription) one result with errors. A stream may begin with a result
 * without data whose `extensions.openedAfter` is a cursor: one that is lost before its first event goes on from there.
 */
export type UpstreamAnswer = AsyncIterable<ExecutionResult> | ExecutionResult;

/** The places of a subgraph's cursor: the argument that resumes, and the field of the event that carries it. */
export interface CursorDeclaration {
  readonly argument: string;
  readonly field: string;
}

/** The facts by which `audienceOf` may decide whether an operation can be shared. */
export interface AudienceOperation {
  /** The selected operation and its fragments, root conditions resolved, the cursor argument taken out. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** `Subscription.<field>`. */
  readonly coordinate: string;
}

/** Callers with the same key have the same rights; `context` is the identity of the shared execution. */
export interface Audience<Context> {
  readonly key: string;
  readonly context: Context;
}

export interface Logger {
  debug(message?: unknown): void;
  info(message?: unknown): void;
  warn(message?: unknown): void;
  error(message?: unknown): void;
}

export interface Limits {
  /** Results waiting for one client that does not read, before it ends with `SLOW_CONSUMER`. */
  readonly maxQueuedEvents: number;
  /** Fields of one operation after its fragments are expanded. */
  readonly maxExpandedSelections: number;
  /** Open subscriptions of this instance. */
  readonly maxSubscriptions: number;
  /** Last results each audience keeps, so that a client that was away briefly rejoins without an upstream. */
  readonly recentEvents: number;
  /** Milliseconds for which a client that catches up may hold back its replay before it ends as slow. */
  readonly stallTimeoutMs: number;
  /** Milliseconds for which a lost connection to a subgraph is tried again, before its streams end. */
  readonly reconnectTimeoutMs: number;
  /** Milliseconds in which a subgraph has to take a subscription for the first time, before its client gets an error. */
  readonly openTimeoutMs: number;
}

export const defaultLimits: Limits = {
  maxQueuedEvents: 256,
  maxExpandedSelections: 5_000,
  maxSubscriptions: Number.POSITIVE_INFINITY,
  recentEvents: 16,
  stallTimeoutMs: 30_000,
  reconnectTimeoutMs: 60_000,
  openTimeoutMs: 15_000,
};

export interface FederatedSubscriptionsOptions<Context> {
  /** The gateway. Construct this object *before* `gateway.load()`: Apollo does not repeat the first schema. */
  readonly gateway: SchemaSource;
  /** The data sources by subgraph name; asked again for each event. */
  readonly services: () => ServiceMap;
  readonly upstream: SubscribeUpstream<Context>;
  /** The context for one event: fresh DataLoaders, a check of expiry. An error that it throws ends the stream. */
  readonly contextForEvent?: (context: Context) => Context | PromiseLike<Context>;
  /** Null, or no such function: the caller's operation runs by itself. */
  readonly audienceOf?: (context: Context, operation: AudienceOperation) => Audience<Context> | null;
  readonly cursorArguments?: (coordinate: string) => CursorDeclaration | undefined;
  /** The last say on every error that reaches a client. */
  readonly formatError?: (error: GraphQLError) => GraphQLError;
  /** Plans kept for each schema; the least recently used go first. */
  readonly planCacheSize?: number;
  /** The planner of a loaded schema, which others may share; absent: one of its own. */
  readonly planningOf?: (update: SchemaUpdate) => Planning;
  readonly limits?: Partial<Limits>;
  readonly logger?: Logger;
}

/** The part of graphql-js `ExecutionArgs` that is read. */
export interface SubscribeArgs {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: { readonly [variable: string]: unknown } | null | undefined;
  readonly contextValue?: unknown;
}
