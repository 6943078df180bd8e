import { Planning } from '@ecogrid/plan-executor';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { SubscriptionStats } from './counters.ts';
import { SubscriptionErrorCode, subscriptionError, typedOr } from './errors.ts';
import { Member, type Observer, type SubscriptionHandle } from './member.ts';
import type { FederatedSubscriptionsOptions, SchemaUpdate, SubscribeArgs } from './options.ts';
import { PlanCache } from './plan-cache.ts';
import { Refusal } from './refusal.ts';
import { ResultQueue } from './result-queue.ts';
import { moveStreams } from './schema-swap.ts';
import { SchemaVersion } from './schema-version.ts';
import { Streams } from './streams.ts';
import { validateWithin } from './validation.ts';

/**
 * Subscriptions for an Apollo gateway: the subgraph that owns the root field sends events, and each event's selection
 * is completed across the subgraphs by an ordinary query plan.
 *
 * Construct it before `gateway.load()`. One instance serves all sockets of a process.
 */
export class FederatedSubscriptions<Context = unknown> {
  private readonly options: FederatedSubscriptionsOptions<Context>;
  private readonly streams: Streams<Context>;
  private readonly stopListening: () => void;
  private cache: PlanCache | undefined;
  private isClosed = false;

  constructor(options: FederatedSubscriptionsOptions<Context>) {
    this.options = options;
    this.streams = new Streams(options);
    this.stopListening = options.gateway.onSchemaLoadOrUpdate((update) => this.load(update));
  }

  /** The API schema that is served now. @throws GraphQLError `SCHEMA_NOT_READY` before the first load */
  get schema(): GraphQLSchema {
    return this.currentCache().version.schema;
  }

  /**
   * For graphql-ws `useServer({ validate })`: never throws, limits the expanded size first, and leaves
   * `@skip` / `@include` on the root to `subscribe`.
   */
  readonly validate = (schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] =>
    validateWithin(this.streams.environment.limits.maxExpandedSelections, schema, document);

  /**
   * For graphql-ws `useServer({ subscribe })`, and like graphql-js `subscribe`. A fault of the operation itself is
   * answered by a result with errors. The iterator comes at once, while the subgraph is still being asked; if that
   * refuses, its answer is the only result. An end for a typed reason is a rejected `next()`.
   */
  readonly subscribe = (
    args: SubscribeArgs,
  ): Promise<AsyncIterableIterator<ExecutionResult, undefined> | ExecutionResult> => {
    const { limits, counters } = this.streams.environment;
    const queue = new ResultQueue(limits.maxQueuedEvents, counters);
    const answer = this.observe(args, queue.observer, (handle) => (queue.handle = handle));
    return Promise.resolve('close' in answer ? queue : answer);
  };

  /**
   * The same by calls instead of an iterator: the cheapest way to many sockets, as nothing is queued here. The
   * observer bounds its own buffer and calls the handle's `end` when that overflows.
   */
  observe(
    args: SubscribeArgs,
    observer: Observer,
    started?: (handle: SubscriptionHandle) => void,
  ): SubscriptionHandle | ExecutionResult {
    const member = new Member(observer, this.streams.environment);
    started?.(member);
    try {
      this.place(member, args);
      return member;
    } catch (cause) {
      member.close();
      return { errors: this.refusal(cause) };
    }
  }

  /** Figures for operators. */
  stats(): SubscriptionStats {
    const { counters, audiences, catchingUp } = this.streams;
    const { subscriptions, upstreams, queuedEvents, replays, executions, deliveries, evictions } = counters;
    const now = { subscriptions, upstreams, audiences, catchingUp, queuedEvents };
    return { ...now, replays, executions, deliveries, evictions, plans: this.cache?.size ?? 0 };
  }

  /** Ends every subscription (`SUBSCRIPTIONS_CLOSED` unless another error is given) and accepts no more. */
  close(error?: GraphQLError): void {
    this.isClosed = true;
    this.stopListening();
    this.streams.fail(error ?? closed());
  }

  private place(
    member: Member,
    { document, operationName, variableValues, contextValue }: SubscribeArgs,
  ): void {
    if (this.isClosed) throw closed();
    const { counters, limits } = this.streams.environment;
    if (counters.subscriptions > limits.maxSubscriptions) throw tooMany(limits.maxSubscriptions);
    const inputs = variableValues ?? {};
    const resolved = this.currentCache().resolve(document, operationName ?? undefined, inputs);
    // graphql-js types the context as unknown; the constructor's type argument names its type.
    this.streams.place(member, resolved, inputs, contextValue as Context);
  }

  private refusal(cause: unknown): readonly GraphQLError[] {
    const { formatError } = this.options;
    const errors = cause instanceof Refusal ? cause.errors : [this.unforeseen(cause)];
    return formatError ? errors.map(formatError) : errors;
  }

  private unforeseen(cause: unknown): GraphQLError {
    const error = typedOr(cause, SubscriptionErrorCode.internal, 'The subscription could not be started.');
    if (error !== cause) this.streams.environment.logger.error(`Subscribing failed: ${String(cause)}`);
    return error;
  }

  private currentCache(): PlanCache {
    if (this.cache) return this.cache;
    throw subscriptionError(SubscriptionErrorCode.notReady, 'No schema has been loaded yet.');
  }

  private load(update: SchemaUpdate): void {
    const { planCacheSize = 1_000, cursorArguments, planningOf = ownPlanning } = this.options;
    const { maxExpandedSelections } = this.streams.environment.limits;
    const version = new SchemaVersion(planningOf(update));
    const cache = new PlanCache(version, { size: planCacheSize, maxExpandedSelections, cursorArguments });
    this.cache = cache;
    moveStreams(this.streams.all, cache, () => this.cache === cache).catch((cause: unknown) => {
      this.streams.environment.logger.error(`Moving to the new schema failed: ${String(cause)}`);
    });
  }
}

function ownPlanning({ apiSchema, coreSupergraphSdl }: SchemaUpdate): Planning {
  return new Planning(apiSchema, coreSupergraphSdl);
}

function closed(): GraphQLError {
  return subscriptionError(
    SubscriptionErrorCode.closed,
    'The gateway is shutting down; subscribe again elsewhere.',
  );
}

function tooMany(limit: number): GraphQLError {
  return subscriptionError(
    SubscriptionErrorCode.tooMany,
    `No more than ${limit} subscriptions can be open here.`,
  );
}
