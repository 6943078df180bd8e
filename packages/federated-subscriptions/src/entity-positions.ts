import type { GraphQLDataSource } from '@apollo/gateway';
import type { PreparedOperation } from './prepared-operation.ts';

type Options = Parameters<GraphQLDataSource['process']>[0];

/**
 * For each representation sent, its index among *all* entities at the fetch's path. Apollo locates errors by that
 * index but numbers them by representation; in a list where some entities were not sent (another type of a union,
 * a missing key) the two differ. Where the two cannot be matched, the representation's own index stands.
 */
export function entityPositions(
  options: Options,
  representations: readonly unknown[],
  prepared: PreparedOperation,
  data: Record<string, unknown> | null,
): number[] {
  const path = 'pathInIncomingRequest' in options ? (options.pathInIncomingRequest ?? []) : [];
  const entities = flatten(data, path.map(String));
  const same = representations.map((_, index) => index);
  if (prepared.restFetches.get(options.request.query ?? '')?.inputRewrites) return same;
  return aligned(entities, representations) ?? same;
}

/** Representations are made in the order of the entities: walk both once. */
function aligned(entities: readonly unknown[], representations: readonly unknown[]): number[] | undefined {
  const positions: number[] = [];
  entities.forEach((entity, index) => {
    if (positions.length < representations.length && covers(entity, representations[positions.length])) {
      positions.push(index);
    }
  });
  return positions.length === representations.length ? positions : undefined;
}

/** Everything the representation says, the entity says too. */
function covers(entity: unknown, representation: unknown): boolean {
  if (Object.is(entity, representation)) return true;
  if (!isObject(entity) || !isObject(representation)) return false;
  return Object.keys(representation).every((key) => covers(entity[key], representation[key]));
}

function flatten(value: unknown, path: readonly string[]): unknown[] {
  if (value === null || value === undefined) return [];
  const [head, ...rest] = path;
  if (Array.isArray(value)) return value.flatMap((each) => flatten(each, head === '@' ? rest : path));
  if (head === undefined) return [value];
  return isObject(value) ? flatten(value[head], rest) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
