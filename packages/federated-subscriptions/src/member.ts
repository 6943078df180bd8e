import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Counters } from './counters.ts';
import type { Logger } from './options.ts';

/** The surroundings that a member needs. */
export interface MemberEnvironment {
  readonly counters: Counters;
  readonly logger: Logger;
  readonly options: { readonly formatError?: (error: GraphQLError) => GraphQLError };
}

/** Where a client's results go. An error that it throws ends that client only. */
export interface Observer {
  /**
   * One result; the object is the same for all members of an audience (see `sharedPayload`). A promise holds back
   * the replay of a client which catches up; live events do not wait for any client.
   */
  next(result: ExecutionResult): void | PromiseLike<void>;
  /** Whether the client would be written to at once. Asked for all members before each result: ready members get it first. */
  isReady?(): boolean;
  /** Ended by this side, for a typed reason. The last call. */
  error(error: GraphQLError): void;
  /** Ended by the subgraph without an error. The last call. */
  complete(): void;
}

/** One client's subscription, in its transport's hands. */
export interface SubscriptionHandle {
  /** The client leaves. The observer hears no more. */
  close(): void;
  /** This side ends it: the observer hears the error, and it is counted as an eviction. */
  end(error: GraphQLError): void;
}

/** The place of a member at the moment: its audience, or a stream of its own. */
export interface Membership {
  leave(member: Member): void;
}

export class Member implements SubscriptionHandle {
  membership: Membership | undefined;
  private readonly observer: Observer;
  private readonly environment: MemberEnvironment;
  private over = false;

  constructor(observer: Observer, environment: MemberEnvironment) {
    this.observer = observer;
    this.environment = environment;
    environment.counters.subscriptions += 1;
  }

  isReady(): boolean {
    return !this.over && (this.observer.isReady?.() ?? true);
  }

  deliver(result: ExecutionResult): void | PromiseLike<void> {
    if (this.over) return undefined;
    this.environment.counters.deliveries += 1;
    try {
      const reading = this.observer.next(result);
      return reading && Promise.resolve(reading).catch((cause: unknown) => this.drop(cause));
    } catch (cause) {
      return this.drop(cause);
    }
  }

  close(): void {
    this.finish(() => undefined);
  }

  complete(): void {
    this.finish(() => this.observer.complete());
  }

  end(error: GraphQLError): void {
    this.finish(() => {
      this.environment.counters.evicted(error.extensions['code']);
      this.observer.error(this.environment.options.formatError?.(error) ?? error);
    });
  }

  private drop(cause: unknown): void {
    this.environment.logger.warn(`An observer failed and is dropped: ${String(cause)}`);
    this.close();
  }

  private finish(notify: () => void): void {
    if (this.over) return;
    this.over = true;
    this.environment.counters.subscriptions -= 1;
    this.membership?.leave(this);
    this.membership = undefined;
    try {
      notify();
    } catch (cause) {
      this.environment.logger.warn(`An observer failed at its end: ${String(cause)}`);
    }
  }
}
