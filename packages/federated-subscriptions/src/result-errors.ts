import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { SubgraphError, SubscriptionErrorCode, UpstreamDisconnected, typedOr, withCode } from './errors.ts';

/** The number of errors in one result: the first ones name the fault. */
const MAX_ERRORS = 20;

/** The result with the host's last say on its errors. */
export function formatted(
  result: ExecutionResult,
  format?: (error: GraphQLError) => GraphQLError,
): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.slice(0, MAX_ERRORS);
  return { ...result, errors: format ? errors.map(format) : errors };
}

/** The subgraph refused the operation itself: there is no data to complete, not even null. */
export function isRequestError({ data, errors }: ExecutionResult): boolean {
  return data === undefined && errors !== undefined;
}

export function refusedResult({ errors = [] }: ExecutionResult): ExecutionResult {
  return { errors: errors.map(cleaned) };
}

/**
 * The error that a client reads when its upstream failed: the first of the errors that the subgraph itself named, as
 * graphql-ws clients throw them, in its own words; a typed error as it is; nothing of any other cause.
 */
export function upstreamError(cause: unknown): GraphQLError {
  const answer = cause instanceof UpstreamDisconnected ? cause.refusal : cause;
  const [first] = Array.isArray(answer) ? (answer as unknown[]) : [];
  if (isFormatted(first)) {
    const { message, extensions } = withCode(cleaned(first), SubscriptionErrorCode.upstream);
    return new SubgraphError(message, { extensions });
  }
  return typedOr(cause, SubscriptionErrorCode.upstream, 'The stream of events failed.');
}

/** Without service names, causes and traces; a failure that is no GraphQL error becomes a typed one. */
function cleaned(error: unknown): GraphQLError {
  if (!isFormatted(error)) {
    return new GraphQLError('Part of the selection could not be fetched.', {
      extensions: { code: SubscriptionErrorCode.subgraph },
    });
  }
  const { serviceName, exception, stacktrace, ...extensions } = error.extensions ?? {};
  const message = typeof serviceName === 'string' && error.message.includes(`"${serviceName}"`);
  return new GraphQLError(message ? 'Part of the selection could not be fetched.' : error.message, {
    path: error.path,
    extensions,
  });
}

/** Errors of an upstream may have come over a wire, as plain objects; a bare `Error` is none of a subgraph's. */
function isFormatted(error: unknown): error is GraphQLFormattedError {
  if (error instanceof GraphQLError) return true;
  return typeof error === 'object' && error !== null && !(error instanceof Error) && 'message' in error;
}
