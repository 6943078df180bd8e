import type { GraphQLDataSource } from '@apollo/gateway';

type Options = Parameters<GraphQLDataSource['process']>[0];
type Response = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** A data source that is asked once for entities which many events have in common. Each event gets a copy of its own. */
export function onceForAll(source: GraphQLDataSource): GraphQLDataSource {
  return {
    async process(options: Options): Promise<Response> {
      const given: unknown = options.request.variables?.['representations'];
      if (!Array.isArray(given)) return source.process(options);
      const { unique, positions } = distinct(given);
      const response = await source.process(asking(options, unique));
      const entities: unknown = response.data?.['_entities'];
      if (!Array.isArray(entities)) return response;
      return { ...response, data: { ...response.data, _entities: spread(entities, positions) } };
    },
  };
}

function distinct(given: readonly unknown[]): { unique: unknown[]; positions: number[] } {
  const known = new Map<string, number>();
  const unique: unknown[] = [];
  const positions = given.map((representation) => {
    const key = JSON.stringify(representation);
    const position = known.get(key);
    if (position !== undefined) return position;
    known.set(key, unique.length);
    return unique.push(representation) - 1;
  });
  return { unique, positions };
}

function asking(options: Options, representations: readonly unknown[]): Options {
  const { request } = options;
  return { ...options, request: { ...request, variables: { ...request.variables, representations } } };
}

/** The plan's executor writes into what it is given. */
function spread(entities: readonly unknown[], positions: readonly number[]): unknown[] {
  const given = new Set<number>();
  return positions.map((position) => {
    if (!given.has(position)) {
      given.add(position);
      return entities[position];
    }
    return copied(entities[position]);
  });
}

/** @returns a copy that shares nothing with what is JSON; what is none is taken as it is. */
export function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null || !isRecord(value)) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value)) copy[key] = copied(value[key]);
  return copy;
}

function isRecord(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
