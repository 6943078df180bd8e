import { isIP } from 'node:net';
import { z } from 'zod';
import { OperatorError } from '@ecogrid/errors';
import { BOUNDS } from './bounds.ts';

/** Thrown at start-up with every fault of the environment at once. */
export class ConfigurationError extends OperatorError {
  override readonly name = 'ConfigurationError';
}

/** Faults that one variable alone does not show, each as `NAME: fault`; empty values are left out before. */
export type Faults = (given: NodeJS.ProcessEnv) => readonly string[];

/**
 * Reads and checks the environment once.
 * @param faults further faults, such as a secret that another variable makes necessary.
 * @returns a frozen object; unknown variables are ignored.
 * @throws ConfigurationError that lists every fault, with the variable's name and never its value.
 */
export function readConfig<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: NodeJS.ProcessEnv,
  faults: Faults = () => [],
): Readonly<z.infer<z.ZodObject<Shape>>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = z.object(shape).safeParse(given);
  const issues = result.error?.issues ?? [];
  const found = [...issues.map(({ path, message }) => `${path.join('.')}: ${message}`), ...faults(given)];
  if (!result.success || found.length > 0) throw new ConfigurationError(faultList(found));
  return Object.freeze(result.data);
}

function faultList(faults: readonly string[]): string {
  const separator = faults.length > 1 ? '\n  ' : ' ';
  return ['The environment cannot be used:', ...faults].join(separator);
}

/** A fault for each of the variables that is not given. @param because the reason for which they are necessary. */
export function missing(given: NodeJS.ProcessEnv, names: readonly string[], because: string): string[] {
  return names.filter((name) => !given[name]).map((name) => `${name}: required ${because}`);
}

/**
 * Above the 60 seconds of common proxies. When the server closes an idle connection first, a request that the proxy
 * sends at the same moment is lost, and the client receives a 502.
 */
export const KEEP_ALIVE_MS = BOUNDS.connections.idleMs;

/** How every program that listens for HTTP treats its connections. */
export const HTTP_SHAPE = {
  HTTP_KEEP_ALIVE_MS: z.coerce.number().int().min(1_000).max(3_600_000).default(KEEP_ALIVE_MS),
};

/** Demonstration keys are for one machine: a graph that trusts them listens on loopback only. */
export function beyondLoopback({ HOST: host = '127.0.0.1' }: NodeJS.ProcessEnv): string[] {
  const loopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  return loopback ? [] : ['HOST: demonstration mode answers on a loopback address only'];
}

export { z };
