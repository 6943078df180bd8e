import { z } from '@ecogrid/service';
import { clientsBehind, type ClientOf } from './client-address.ts';

/** The environment of the front door, for every process that contains it. */
export const PROXY_SHAPE = {
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .refine(areAddresses, 'expected addresses or subnets, separated by commas'),
};

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

function areAddresses(trusted: readonly string[]): boolean {
  try {
    clientsBehind(trusted);
    return true;
  } catch {
    return false;
  }
}

export function clientsOf({ TRUSTED_PROXIES }: { readonly TRUSTED_PROXIES: readonly string[] }): ClientOf {
  return clientsBehind(TRUSTED_PROXIES);
}
