import type { IncomingHttpHeaders } from 'node:http';

/** Headers of a client's request that go on to subgraphs, by their names in lower case. */
export type ForwardedHeaders = Readonly<Record<string, string>>;

/** The headers of the request that have these names; undefined where it has none. */
export function forwardedHeaders(
  names: readonly string[],
  headers: IncomingHttpHeaders,
): ForwardedHeaders | undefined {
  const given = names.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}
