import type { Counters } from './counters.ts';
import type { FederatedSubscriptionsOptions, Limits, Logger } from './options.ts';
import type { PreparedOperation } from './prepared-operation.ts';

/** The parts that all streams of one `FederatedSubscriptions` share. */
export interface Environment<Context, Stream> {
  readonly options: FederatedSubscriptionsOptions<Context>;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly counters: Counters;
  /** Called once, when a stream is over. */
  readonly forget: (stream: Stream) => void;
}

export interface StreamStart<Context> {
  readonly prepared: PreparedOperation;
  /** As the first caller gave them; equal in meaning for all members. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: Context;
  /** The audience's key; undefined for a stream that is not shared. */
  readonly key?: string | undefined;
  /** Where to resume. */
  readonly after?: unknown;
}
