import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isData, own, type Data } from './own.ts';

export type Path = ReadonlyArray<string | number>;

/** Every code that this package itself gives an error. */
export const ExecutionErrorCode = {
  /** A subgraph did not answer, or not with the requested data. */
  subgraph: 'SUBGRAPH_UNAVAILABLE',
  /** A subgraph's own error without a code. */
  downstream: 'DOWNSTREAM_SERVICE_ERROR',
  /** A null where the schema allows none, or a value that its type does not have. */
  incomplete: 'INVALID_GRAPHQL',
} as const;

/** An error in the words of the subgraph that sent it. */
export class SubgraphFieldError extends GraphQLError {}

/** A fault of one execution, before it has its place in the answer. */
export interface Fault {
  readonly error: GraphQLError;
  /** Absent: it concerns the request, not a field. */
  readonly path: Path | undefined;
  /** Whether it stands for a field only because the whole fetch failed: a field that others answered has no error. */
  readonly isSpread?: boolean;
}

const NOT_FETCHED = 'Part of the selection could not be fetched.';

export function notFetched(): GraphQLError {
  return new GraphQLError(NOT_FETCHED, { extensions: { code: ExecutionErrorCode.subgraph } });
}

/** An error that a caller's fetch worded itself is passed on; any other cause is hidden from clients. */
export function fetchFailure(cause: unknown): GraphQLError {
  if (!isWorded(cause) || 'response' in cause.extensions) return notFetched();
  return cause instanceof GraphQLError
    ? cause
    : new GraphQLError(cause.message, { extensions: cause.extensions });
}

function isWorded(cause: unknown): cause is GraphQLFormattedError & { extensions: Data } {
  if (typeof cause !== 'object' || cause === null) return false;
  const { message, extensions } = cause as { message?: unknown; extensions?: unknown };
  return typeof message === 'string' && isData(extensions) && typeof extensions['code'] === 'string';
}

/** A subgraph's error without the details about the subgraph; anything that is none becomes one. */
export function subgraphError(given: unknown): GraphQLError {
  if (!isError(given)) return notFetched();
  const {
    serviceName: _name,
    exception: _exception,
    stacktrace: _trace,
    ...extensions
  } = given.extensions ?? {};
  const message = given.message || NOT_FETCHED;
  const code = typeof extensions['code'] === 'string' ? {} : { code: ExecutionErrorCode.downstream };
  return new SubgraphFieldError(message, { extensions: { ...extensions, ...code } });
}

/** An error from a wire is a plain object; a bare `Error` is none of a subgraph's. */
function isError(given: unknown): given is GraphQLFormattedError {
  if (given instanceof GraphQLError) return true;
  return isData(given) && !(given instanceof Error) && typeof given['message'] === 'string';
}

/** The errors of a result: each at a field that the client selected and that is null, one for each cause. */
export function placedErrors(
  data: Data | null,
  faults: readonly Fault[],
  incomplete: readonly Fault[],
): GraphQLError[] {
  const placed = new Map<string, GraphQLError>();
  const places = new Set<string>();
  const others: GraphQLError[] = [];
  const place = ({ error, path, isSpread }: Fault): void => {
    const position = path && nullPosition(data, path);
    if (position === 'unselected' || (position === undefined && isSpread)) return;
    if (!position) return void others.push(located(error, path));
    const at = JSON.stringify(position);
    // Errors at the very field are all kept; of those below an ancestor that became null, the first.
    const key = position.length === path.length ? `${at}${error.message}` : at;
    places.add(at);
    if (!placed.has(key)) placed.set(key, located(error, path));
  };
  for (const fault of faults) place(fault);
  for (const fault of incomplete) {
    const position = nullPosition(data, fault.path ?? []);
    if (!places.has(JSON.stringify(position))) place(fault);
  }
  const kept = [...placed.values(), ...others];
  if (kept.length > 0) return kept;
  // A field that only the plan asked for, and that the client's fields may depend on.
  const cause = faults.find(({ isSpread }) => !isSpread);
  return cause ? [located(cause.error, undefined)] : [];
}

/** How far a path leads before it meets null. */
function nullPosition(data: unknown, path: Path): Path | 'unselected' | undefined {
  let value: unknown = data;
  for (const [depth, key] of path.entries()) {
    if (value === null) return path.slice(0, depth);
    if (typeof value !== 'object' || !Object.hasOwn(value, key)) return 'unselected';
    value = own(value, String(key));
  }
  return value === null ? path : undefined;
}

function located(error: GraphQLError, path: Path | undefined): GraphQLError {
  const options = { path, extensions: error.extensions, originalError: error.originalError };
  return error instanceof SubgraphFieldError
    ? new SubgraphFieldError(error.message, options)
    : new GraphQLError(error.message, options);
}
