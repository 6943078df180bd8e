import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';

type Path = readonly (string | number)[];

const NOT_FETCHED = 'Part of the selection could not be fetched.';

/**
 * The answer of the executor of @apollo/gateway as the specification has it: a null in a non-null field is an error (Apollo
 * hides it in `extensions.valueCompletion`), paths lead to fields the client selected, an ancestor that became null
 * has one error, and no error names a subgraph. An entity that its own subgraph does not show is null without an
 * error where the reference to it is nullable.
 */
export function finishResult({ data, errors, extensions }: ExecutionResult): ExecutionResult {
  const { valueCompletion, ...others } = extensions ?? {};
  const completion = Array.isArray(valueCompletion)
    ? valueCompletion.filter((e) => e instanceof GraphQLError).filter((e) => !isHiddenEntity(e, data))
    : [];
  const all = oncePerPosition([...(errors ?? []), ...completion].map(cleaned), data);
  const hasOthers = Object.keys(others).length > 0;
  return {
    ...(all.length > 0 && { errors: all }),
    data: data ?? null,
    ...(hasOthers && { extensions: others }),
  };
}

/** The executor misses a field of an object, and only that object is null: its subgraph answered null for the entity. */
function isHiddenEntity({ path }: GraphQLError, data: ExecutionResult['data']): boolean {
  const position = path && nullPosition(data, path);
  return Array.isArray(position) && position.length === (path?.length ?? 0) - 1 && position.length > 0;
}

/** Without service names, causes and traces; a failure that is no GraphQL error becomes a typed one. */
function cleaned(error: unknown): GraphQLError {
  if (!isFormatted(error)) {
    return new GraphQLError(NOT_FETCHED, { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
  }
  const { serviceName, exception, stacktrace, ...extensions } = error.extensions ?? {};
  const message = typeof serviceName === 'string' && error.message.includes(`"${serviceName}"`);
  return new GraphQLError(message ? NOT_FETCHED : error.message, {
    path: error.path,
    extensions,
  });
}

/** Errors that the client can place: unselected fields dropped, one for each position that is null. */
function oncePerPosition(errors: readonly GraphQLError[], data: ExecutionResult['data']): GraphQLError[] {
  const placed = new Map<string, GraphQLError>();
  const others: GraphQLError[] = [];
  for (const error of errors) {
    const position = error.path && nullPosition(data, error.path);
    if (!position) others.push(error);
    else if (position !== 'unselected')
      keep(placed, JSON.stringify([position, kindOf(error, position)]), error);
  }
  const kept = [...placed.values(), ...others];
  return kept.length > 0 ? kept : errors.slice(0, 1).map(withoutPath);
}

function keep(placed: Map<string, GraphQLError>, key: string, error: GraphQLError): void {
  if (!placed.has(key)) placed.set(key, error);
}

/** Two errors at the very same field are both kept; of those below an ancestor that became null, the first. */
function kindOf(error: GraphQLError, position: Path): string {
  return position.length === error.path?.length ? error.message : '';
}

/** How far a path leads before it meets null. */
function nullPosition(data: unknown, path: Path): Path | 'unselected' | undefined {
  let value: unknown = data ?? null;
  for (const [depth, key] of path.entries()) {
    if (value === null) return path.slice(0, depth);
    if (typeof value !== 'object' || !Object.hasOwn(value, key)) return 'unselected';
    value = (value as Record<string | number, unknown>)[key];
  }
  return value === null ? path : undefined;
}

function withoutPath(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { extensions: error.extensions });
}

/** Errors of an upstream may have come over a wire, as plain objects; a bare `Error` is none of a subgraph's. */
function isFormatted(error: unknown): error is GraphQLFormattedError {
  if (error instanceof GraphQLError) return true;
  return typeof error === 'object' && error !== null && !(error instanceof Error) && 'message' in error;
}
