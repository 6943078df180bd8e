import { SubscriptionErrorCode } from './errors.ts';

/** The counts that operators watch. The first five are now, the others since the start. */
export interface SubscriptionStats {
  /** Open subscriptions of clients. */
  readonly subscriptions: number;
  /** Streams open, or being opened, at subgraphs. */
  readonly upstreams: number;
  /** Shared streams. */
  readonly audiences: number;
  /** Clients with a stream of their own until they have caught up with their audience. */
  readonly catchingUp: number;
  /** Results waiting for clients to read them. */
  readonly queuedEvents: number;
  /** Subscriptions that resumed after a cursor. */
  readonly replays: number;
  /** Plans executed, one for each event of each stream. */
  readonly executions: number;
  /** Results handed to clients. */
  readonly deliveries: number;
  /** Subscriptions this side ended, by error code. */
  readonly evictions: Readonly<Record<string, number>>;
  /** Plans in the cache of the current schema. */
  readonly plans: number;
}

/** Shown from zero on, so that the first one is seen to be one more. */
const endings = [
  SubscriptionErrorCode.slowConsumer,
  SubscriptionErrorCode.schemaChanged,
  SubscriptionErrorCode.upstream,
  SubscriptionErrorCode.closed,
  SubscriptionErrorCode.internal,
];

/** The figures that are counted where they happen. */
export class Counters {
  subscriptions = 0;
  upstreams = 0;
  queuedEvents = 0;
  replays = 0;
  executions = 0;
  deliveries = 0;
  private readonly reasons = new Map<string, number>(endings.map((code) => [code, 0]));

  evicted(code: unknown): void {
    const reason = typeof code === 'string' ? code : 'UNKNOWN';
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  get evictions(): Record<string, number> {
    return Object.fromEntries(this.reasons);
  }
}
