import type { ExecutionResult } from 'graphql';

type Path = ReadonlyArray<string | number>;

/** Data as text: with the order of its fields, which is the client's. */
export function textOf({ data }: ExecutionResult): string {
  return JSON.stringify(data ?? null);
}

/** The places at which errors explain a null, each once. */
function errorPlaces({ data, errors = [] }: ExecutionResult): string[] {
  const places = errors.map(({ path }) =>
    path ? JSON.stringify(nullIn(data ?? null, path) ?? ['astray', ...path]) : 'none',
  );
  return [...new Set(places)].sort();
}

function nullIn(data: unknown, path: Path): Path | undefined {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null) return path.slice(0, depth);
    if (typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value === null ? path : undefined;
}

/** How a result differs from that of the specification; undefined where it does not. */
export function difference(found: ExecutionResult, right: ExecutionResult): string | undefined {
  if (textOf(found) !== textOf(right)) return 'data';
  return JSON.stringify(errorPlaces(found)) === JSON.stringify(errorPlaces(right)) ? undefined : 'errors';
}

/**
 * When subgraphs fail: each value is right or null, each null that should be none has its error, and each error has its
 * null.
 */
export function unsound(found: ExecutionResult, right: ExecutionResult): string | undefined {
  const places = errorPlaces(found);
  const astray = places.find((place) => place.startsWith('["astray"'));
  if (astray) return `an error leads to no null: ${astray}`;
  if (places.includes('none')) return 'an error has no path';
  return unexplained(found.data ?? null, right.data ?? null, [], new Set(places));
}

function unexplained(
  found: unknown,
  right: unknown,
  path: Path,
  places: ReadonlySet<string>,
): string | undefined {
  const at = JSON.stringify(path);
  if (found === null)
    return right === null || places.has(at) ? undefined : `a null without an error at ${at}`;
  if (Array.isArray(found)) {
    if (!Array.isArray(right) || right.length !== found.length) return `another list at ${at}`;
    return firstOf(found.map((each, index) => unexplained(each, right[index], [...path, index], places)));
  }
  if (typeof found !== 'object') return found === right ? undefined : `another value at ${at}`;
  if (typeof right !== 'object' || right === null) return `a value that is null at ${at}`;
  const [mine, theirs] = [found as Record<string, unknown>, right as Record<string, unknown>];
  if (Object.keys(mine).join() !== Object.keys(theirs).join()) return `other fields at ${at}`;
  return firstOf(Object.keys(mine).map((key) => unexplained(mine[key], theirs[key], [...path, key], places)));
}

function firstOf(all: ReadonlyArray<string | undefined>): string | undefined {
  return all.find((each) => each !== undefined);
}
