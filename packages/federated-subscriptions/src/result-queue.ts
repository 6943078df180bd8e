import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Counters } from './counters.ts';
import { SubscriptionErrorCode, subscriptionError } from './errors.ts';
import type { Observer, SubscriptionHandle } from './member.ts';

type Step = IteratorResult<ExecutionResult, undefined>;
interface Waiter {
  readonly resolve: (step: Step) => void;
  readonly reject: (error: GraphQLError) => void;
}

/** A producer may wait at it until the queue has room. */
interface Gate {
  readonly promise: Promise<void>;
  readonly open: () => void;
}

const finished: Step = { done: true, value: undefined };

/**
 * A subscription as an async iterator, bounded. Not an async generator: there `return()` would wait behind a
 * pending `next()` for the next event, and the upstream would stay open for as long.
 */
export class ResultQueue implements AsyncIterableIterator<ExecutionResult, undefined> {
  /** The writing end. */
  readonly observer: Observer = {
    next: (result) => this.push(result),
    error: (error) => this.finish({ error }),
    complete: () => this.finish({}),
  };
  handle: SubscriptionHandle | undefined;
  private readonly limit: number;
  private readonly counters: Counters;
  private readonly results: ExecutionResult[] = [];
  private readonly waiters: Waiter[] = [];
  private ending: { readonly error?: GraphQLError } | undefined;
  private gate: Gate | undefined;

  constructor(limit: number, counters: Counters) {
    this.limit = limit;
    this.counters = counters;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Step> {
    const value = this.results.shift();
    if (value !== undefined) {
      this.counters.queuedEvents -= 1;
      if (this.results.length < this.limit / 2) this.drained();
      return Promise.resolve({ done: false, value });
    }
    if (this.ending) return this.lastStep(this.ending);
    return new Promise((resolve, reject) => this.waiters.push({ resolve, reject }));
  }

  return(): Promise<Step> {
    this.leave();
    return Promise.resolve(finished);
  }

  throw(error?: unknown): Promise<Step> {
    this.leave();
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }

  private leave(): void {
    this.discard();
    this.finish({});
    this.handle?.close();
  }

  /** The error is delivered once; every later call reports the end. */
  private lastStep({ error }: { readonly error?: GraphQLError }): Promise<Step> {
    this.ending = {};
    return error ? Promise.reject(error) : Promise.resolve(finished);
  }

  private push(value: ExecutionResult): void | PromiseLike<void> {
    if (this.ending) return undefined;
    const waiter = this.waiters.shift();
    if (waiter) return waiter.resolve({ done: false, value });
    if (this.results.length >= this.limit) return this.overflow();
    this.counters.queuedEvents += 1;
    if (this.results.push(value) < this.limit / 2) return undefined;
    this.gate ??= gate();
    return this.gate.promise;
  }

  private overflow(): void {
    this.discard();
    const message = `The client left ${this.limit} events unread; it may subscribe again after its last cursor.`;
    this.handle?.end(subscriptionError(SubscriptionErrorCode.slowConsumer, message));
  }

  private finish(ending: { readonly error?: GraphQLError }): void {
    if (this.ending) return;
    this.ending = ending;
    this.drained();
    const [first, ...others] = this.waiters.splice(0);
    if (first) void this.lastStep(ending).then(first.resolve, first.reject);
    for (const waiter of others) waiter.resolve(finished);
  }

  private discard(): void {
    this.counters.queuedEvents -= this.results.length;
    this.results.length = 0;
    this.drained();
  }

  private drained(): void {
    this.gate?.open();
    this.gate = undefined;
  }
}

function gate(): Gate {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => (open = resolve));
  return { promise, open: () => open() };
}
