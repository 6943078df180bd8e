import type { GraphQLDataSource } from '@apollo/gateway';
import { Kind, parse, type GraphQLFormattedError, type SelectionSetNode } from 'graphql';
import { entityPositions } from './entity-positions.ts';
import { SubscriptionErrorCode, typedOr } from './errors.ts';
import type { Logger } from './options.ts';
import type { PreparedOperation } from './prepared-operation.ts';

type Options = Parameters<GraphQLDataSource['process']>[0];
type Response = Awaited<ReturnType<GraphQLDataSource['process']>>;
type Path = readonly (string | number)[];

interface Fetching {
  readonly prepared: PreparedOperation;
  /** The event's data, into which the plan merges what it fetches. */
  readonly data: Record<string, unknown> | null;
  readonly logger: Logger;
  readonly name: string;
}

const unavailable: GraphQLFormattedError = {
  message: 'Part of the selection could not be fetched.',
  extensions: { code: SubscriptionErrorCode.subgraph },
};

/**
 * A data source whose every error has the path of a field, as the specification wants it: a source that rejects, or
 * answers without paths, gives one error for each field of each entity that it was asked for.
 */
export function withLocatedErrors(
  source: GraphQLDataSource | undefined,
  fetching: Fetching,
): GraphQLDataSource {
  return {
    async process(options: Options): Promise<Response> {
      const response = await answer(source, options, fetching);
      if (!response.errors?.length) return response;
      return { ...response, errors: response.errors.flatMap((error) => located(error, options, fetching)) };
    },
  };
}

async function answer(source: GraphQLDataSource | undefined, options: Options, { logger, name }: Fetching) {
  try {
    if (!source) throw new Error('no data source of this name');
    return requireEntities(await source.process(options), options);
  } catch (cause) {
    logger.warn(
      `Subgraph "${name}" did not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    return { data: null, errors: [failure(cause)] };
  }
}

/** An error that the data source worded itself is passed on; any other cause is hidden from the client. */
function failure(cause: unknown): GraphQLFormattedError {
  const { message, extensions } = typedOr(cause, SubscriptionErrorCode.subgraph, unavailable.message);
  // Apollo's own data source puts the address and the body of the response into its errors.
  return 'response' in extensions ? unavailable : { message, extensions };
}

/** An answer without errors has one entity, or null, for each representation: the executor only says that it has not. */
function requireEntities(response: Response, { request }: Options): Response {
  const asked: unknown = request.variables?.['representations'];
  const entities: unknown = response.data?.['_entities'];
  const isWhole = !Array.isArray(asked) || (Array.isArray(entities) && entities.length === asked.length);
  if (isWhole || response.errors?.length) return response;
  return { data: null, errors: [unavailable] };
}

function located(
  error: GraphQLFormattedError,
  options: Options,
  fetching: Fetching,
): GraphQLFormattedError[] {
  const representations: unknown = options.request.variables?.['representations'];
  if (!Array.isArray(representations)) {
    const paths = error.path ? [error.path] : rootFieldNames(options).map((field) => [field]);
    return paths.map((path) => ({ ...error, path }));
  }
  const positions = entityPositions(options, representations, fetching.prepared, fetching.data);
  return entityPaths(error.path, options, representations).map(([root, index, ...fields]) => ({
    ...error,
    // Apollo counts all entities at the path, a subgraph only those it was sent: translate.
    path: [root ?? '_entities', typeof index === 'number' ? (positions[index] ?? index) : 0, ...fields],
  }));
}

/** `_entities`, index, field … for whatever part of that the subgraph said. */
function entityPaths(path: Path | undefined, options: Options, representations: readonly unknown[]): Path[] {
  if (path && path.length > 2) return [path];
  const index = path?.[1];
  const indices = typeof index === 'number' ? [index] : representations.map((_, each) => each);
  return indices.flatMap((each) =>
    fieldNames(entitySelection(options), typenameOf(representations[each])).map((f) => [
      '_entities',
      each,
      f,
    ]),
  );
}

function typenameOf(representation: unknown): unknown {
  return (representation as { __typename?: unknown } | null)?.__typename;
}

function rootSelection({ request }: Options): SelectionSetNode | undefined {
  const definition = parse(request.query ?? '').definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  return definition?.selectionSet;
}

function rootFieldNames(options: Options): string[] {
  return fieldNames(rootSelection(options), undefined);
}

function entitySelection(options: Options): SelectionSetNode | undefined {
  const [entities] = rootSelection(options)?.selections ?? [];
  return entities?.kind === Kind.FIELD ? entities.selectionSet : undefined;
}

/** Response names that a selection asks of one type; other types' fields, if any, are dropped with the result. */
function fieldNames(set: SelectionSetNode | undefined, typename: unknown): string[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const condition = selection.typeCondition?.name.value;
    const applies = condition === undefined || typename === undefined || condition === typename;
    return applies ? fieldNames(selection.selectionSet, typename) : [];
  });
}
