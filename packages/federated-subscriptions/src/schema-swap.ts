import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GraphQLError } from 'graphql';
import { SubscriptionErrorCode, subscriptionError, typedOr } from './errors.ts';
import type { SubscriptionStream } from './subscription-stream.ts';
import type { PlanCache } from './plan-cache.ts';
import { Refusal } from './refusal.ts';

/** How long planning may hold the event loop before others get a turn. */
const sliceMilliseconds = 10;

/** Moves running streams to a new schema, a few at a time; gives up when a still newer one has come. */
export async function moveStreams<Context>(
  streams: Iterable<SubscriptionStream<Context>>,
  cache: PlanCache,
  isCurrent: () => boolean,
): Promise<void> {
  let begun = performance.now();
  for (const stream of [...streams]) {
    if (performance.now() - begun > sliceMilliseconds) {
      await nextTurn();
      begun = performance.now();
    }
    if (!isCurrent()) return;
    moveStream(stream, cache);
  }
}

function moveStream<Context>(stream: SubscriptionStream<Context>, cache: PlanCache): void {
  const { document, operationName } = stream.prepared;
  try {
    stream.replan(cache.resolve(document, operationName, stream.variables).prepared);
  } catch (cause) {
    const errors =
      cause instanceof Refusal
        ? cause.errors
        : [typedOr(cause, SubscriptionErrorCode.internal, 'The operation could not be planned.')];
    stream.fail(schemaChanged(errors));
  }
}

/** Ends streams whose operation the new supergraph does not accept. */
function schemaChanged(errors: readonly GraphQLError[]): GraphQLError {
  const message = 'The schema changed, and the running subscription does not fit it any more.';
  const reasons = errors.map((error) => error.message);
  return subscriptionError(SubscriptionErrorCode.schemaChanged, message, { extensions: { reasons } });
}
