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
