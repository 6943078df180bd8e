import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { EcoGridError, isErrorCode } from '@ecogrid/errors';
import type { Logger } from '@ecogrid/service';

/** An error as it may leave the subgraph: from the catalogue, or masked and logged by request id. */
export function formatError(error: GraphQLError, requestId: string, logger: Logger): GraphQLFormattedError {
  const known = catalogued(error) ?? masked(error, requestId, logger);
  const { message, extensions } = known;
  return {
    message,
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
    extensions,
  };
}

function catalogued(error: GraphQLError): Pick<EcoGridError, 'message' | 'extensions'> | undefined {
  const cause = rootCause(error);
  if (cause instanceof EcoGridError) return cause;
  if (isErrorCode(error.extensions['code'])) return error as unknown as EcoGridError;
  // An error of graphql-js itself about an operation or a value has no other cause.
  if (cause instanceof GraphQLError)
    return new EcoGridError('OPERATION_INVALID', { reason: 'REJECTED', quote: cause.message });
  return undefined;
}

function rootCause(error: Error): Error {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  return original ? rootCause(original) : error;
}

function masked(error: GraphQLError, requestId: string, logger: Logger): EcoGridError {
  logger.error({ requestId, path: error.path, error: rootCause(error).stack }, 'an unknown error was masked');
  return new EcoGridError('INTERNAL_ERROR', { requestId });
}
