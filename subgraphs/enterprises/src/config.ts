import { port, readConfig, z } from '@ecogrid/service';
import type { Hj212Address } from './ingest/index.ts';

/** This subgraph as a process of its own; PORT goes before the default. */
export const PROCESS = { name: 'enterprises', defaultPort: 4002 } as const;

/**
 * Where devices connect: HOST and HJ212_PORT (default 2121; 0 takes any free one).
 * @throws ConfigurationError.
 */
export function readHj212Address(given: NodeJS.ProcessEnv = process.env): Hj212Address {
  const { HOST, HJ212_PORT } = readConfig(
    { HOST: z.string().default('127.0.0.1'), HJ212_PORT: port().default(2121) },
    given,
  );
  return { host: HOST, port: HJ212_PORT };
}
