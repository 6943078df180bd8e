import { GraphQLError } from 'graphql';
import { EcoGridError, catalogue, isErrorCode, type DetailsOf, type ErrorCode } from '@ecogrid/errors';
import { SubgraphError, SubscriptionErrorCode } from '@ecogrid/federated-subscriptions';
import { SubgraphFieldError } from '@ecogrid/plan-executor';

/** Codes of Apollo and of the subscriptions that the catalogue has under another name. */
const RENAMED: ReadonlyMap<string, ErrorCode> = new Map([
  ['GRAPHQL_PARSE_FAILED', 'OPERATION_INVALID'],
  ['BAD_REQUEST', 'OPERATION_INVALID'],
  [SubscriptionErrorCode.invalid, 'OPERATION_INVALID'],
  [SubscriptionErrorCode.operationUnresolved, 'OPERATION_INVALID'],
  [SubscriptionErrorCode.badVariables, 'OPERATION_INVALID'],
  [SubscriptionErrorCode.notASubscription, 'OPERATION_INVALID'],
  [SubscriptionErrorCode.internal, 'INTERNAL_ERROR'],
]);

/** The catalogue's code for the code of a library; undefined for an unknown code. */
export function catalogueCode(code: unknown): ErrorCode | undefined {
  if (isErrorCode(code)) return code;
  return typeof code === 'string' ? RENAMED.get(code) : undefined;
}

/**
 * An error of the subscriptions as clients receive it: a code of the catalogue with both its texts. One that a
 * subgraph has already worded is passed on, as is a foreign subgraph's own.
 */
export function inBothLanguages(error: GraphQLError): GraphQLError {
  const { message, extensions, nodes, source, positions, path } = error;
  if (isIncompleteData(error)) return dataIncomplete(error);
  const code = catalogueCode(extensions['code']);
  if (!code || 'messages' in extensions || isOwnWords(error)) return error;
  const { code: _given, ...details } = extensions;
  const quoted = {
    ...emptySlots(code),
    ...(code === 'OPERATION_INVALID' && { reason: 'REJECTED', quote: message }),
    ...details,
  };
  // The code is known at run time only; the details of the library carry the slots of its own codes.
  const worded = new EcoGridError(code, quoted as unknown as DetailsOf<ErrorCode>);
  return new GraphQLError(worded.message, { nodes, source, positions, path, extensions: worded.extensions });
}

/** An error in the words of a subgraph is passed on as it is. */
function isOwnWords(error: GraphQLError): boolean {
  return error instanceof SubgraphError || error instanceof SubgraphFieldError;
}

/** The slots of the text of a code, unknown until the details of the library fill them. */
function emptySlots(code: ErrorCode): Record<string, null> {
  const slots = [...catalogue[code].en.matchAll(/\{(\w+)\}/g)].map(([, slot = '']) => slot);
  return Object.fromEntries(slots.map((slot) => [slot, null]));
}

/** The planner's executor found a null where the schema allows none. It gives this code to a place in an answer only. */
const isIncompleteData = ({ extensions, path }: GraphQLError): boolean =>
  extensions['code'] === 'INVALID_GRAPHQL' && path !== undefined;

function dataIncomplete({ path = [] }: GraphQLError): GraphQLError {
  const { message, extensions } = new EcoGridError('DATA_INCOMPLETE', { field: path.join('.') });
  return new GraphQLError(message, { path, extensions });
}
