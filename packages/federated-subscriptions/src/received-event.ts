import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { SubscriptionErrorCode } from './errors.ts';

const malformed = (): GraphQLFormattedError => ({
  message: 'The subgraph sent an event that cannot be used; the subscription goes on.',
  extensions: { code: SubscriptionErrorCode.event },
});

/** The cursor after which a stream begins, where this is the word of a subgraph about that instead of an event. */
export function openingCursorOf(sent: unknown): unknown {
  if (!isRecord(sent) || 'data' in sent || 'errors' in sent || !isRecord(sent['extensions']))
    return undefined;
  return sent['extensions']['openedAfter'] ?? undefined;
}

/** One event as a subgraph sent it. A message that is no GraphQL result becomes an error of that event. */
export function receivedEvent(sent: unknown): ExecutionResult {
  if (!isRecord(sent)) return refused();
  const { data, errors } = sent;
  if (data !== undefined && data !== null && !isRecord(data)) return refused();
  if (errors === undefined) return data === undefined ? refused() : sent;
  const usable = errorsIn(errors);
  if (usable === errors) return sent;
  const { errors: _malformed, ...rest } = sent;
  return usable.length > 0 ? { ...rest, errors: usable as never } : receivedEvent(rest);
}

/** The errors of a result, each that is no GraphQL error replaced; the same array where all are. */
function errorsIn(errors: unknown): readonly unknown[] {
  if (errors === null) return [];
  if (!Array.isArray(errors)) return [malformed()];
  return errors.length > 0 && errors.every(isError)
    ? errors
    : errors.map((error: unknown) => (isError(error) ? error : malformed()));
}

function refused(): ExecutionResult {
  return { errors: [malformed() as never] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An `Error` that is no GraphQL error is accepted here and masked later. */
function isError(value: unknown): boolean {
  return isRecord(value) && typeof value['message'] === 'string';
}
