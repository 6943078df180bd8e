import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
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
  if (cause instanceof ArgumentValidationError)
    return new EcoGridError('INPUT_INVALID', { problems: problems(cause) });
  // What graphql-js itself says of an operation or a value carries no foreign cause.
  if (cause instanceof GraphQLError) return new EcoGridError('OPERATION_INVALID', { reason: cause.message });
  return undefined;
}

function rootCause(error: Error): Error {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  return original ? rootCause(original) : error;
}

interface Problem {
  readonly property: string;
  readonly constraints?: Record<string, string>;
  readonly children?: readonly Problem[];
}

function problems(error: ArgumentValidationError): string[] {
  const flat = (problem: Problem): string[] => [
    ...Object.values(problem.constraints ?? {}),
    ...(problem.children ?? []).flatMap(flat),
  ];
  const found: unknown = error.extensions['validationErrors'];
  return Array.isArray(found) ? (found as Problem[]).flatMap(flat) : [error.message];
}

function masked(error: GraphQLError, requestId: string, logger: Logger): EcoGridError {
  logger.error({ requestId, path: error.path, error: rootCause(error).stack }, 'an unknown error was masked');
  return new EcoGridError('INTERNAL_ERROR', { requestId });
}
