import { isIP } from 'node:net';
import { z } from 'zod';

/** Thrown at start-up with every fault of the environment at once. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads and checks the environment once.
 * @returns a frozen object; unknown variables are ignored.
 * @throws ConfigurationError that lists every fault, with the variable's name and never its value.
 */
export function readConfig<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: NodeJS.ProcessEnv,
): Readonly<z.infer<z.ZodObject<Shape>>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = z.object(shape).safeParse(given);
  if (result.success) return Object.freeze(result.data);
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigurationError(`The environment cannot be used:\n${faults.join('\n')}`);
}

/** A TCP port; 0 asks for any free one. */
export const port = (): z.ZodType<number> => z.coerce.number().int().min(0).max(65_535);

export { z };

/** Demonstration keys are for one machine: nobody else may reach a graph that trusts them. */
export function requireLoopback(host: string): void {
  const loopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (!loopback) throw new ConfigurationError('HOST: demonstration mode answers on a loopback address only');
}
