import type { IncomingHttpHeaders } from 'node:http';
import { z } from '@ecogrid/service';

/** Headers of a client's request that go on to subgraphs, by their names in lower case. */
export type ForwardedHeaders = Readonly<Record<string, string>>;

/** Headers of one connection or of one body. They are never right for another. */
const OF_THE_CONNECTION =
  /^(accept|accept-encoding|connection|content-.*|expect|host|keep-alive|origin|proxy-.*|sec-.*|te|trailer|transfer-encoding|upgrade)$/;

/** The environment of a gateway before subgraphs of others. */
export const FORWARDING_SHAPE = {
  FORWARDED_HEADERS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .filter(Boolean),
    )
    .refine(
      (names) => names.every((name) => /^[\w-]+$/.test(name) && !OF_THE_CONNECTION.test(name)),
      'expected names of headers that are not of the connection or the body, separated by commas',
    ),
};

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
