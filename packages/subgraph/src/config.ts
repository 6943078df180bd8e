import { join } from 'node:path';
import { ConfigurationError, port, readConfig, requireLoopback, z } from '@ecogrid/service';

/** The environment that every subgraph process reads. */
export interface SubgraphConfig {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Where demonstration keys and embedded databases live. */
  readonly dataDirectory: string;
  /** The gateway's public key as a JWK; undefined in demonstration mode, which reads it from the data directory. */
  readonly gatewayPublicKey: string | undefined;
  /** The NATS server that carries events between processes; undefined: they stay in this one. */
  readonly natsUrl: string | undefined;
  /** Proves cursors; the same in every process. Undefined in demonstration mode, which keeps one in the data directory. */
  readonly cursorSecret: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly seed: boolean;
}

const shape = {
  HOST: z.string().default('127.0.0.1'),
  PORT: port().optional(),
  DATABASE_URL: z.string().optional(),
  DATA_DIR: z.string().default('./var'),
  DEMONSTRATION: z.stringbool().default(true),
  GATEWAY_PUBLIC_KEY: z.string().optional(),
  NATS_URL: z.string().optional(),
  CURSOR_SECRET: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
};

/**
 * @param defaultPort the port when PORT is not given.
 * @throws ConfigurationError outside demonstration mode when the key or the database is missing.
 */
export function readSubgraphConfig(
  name: string,
  defaultPort: number,
  environment: NodeJS.ProcessEnv = process.env,
): SubgraphConfig {
  const read = readConfig(shape, environment);
  if (read.DEMONSTRATION) requireLoopback(read.HOST);
  else requireSecrets(read);
  return {
    host: read.HOST,
    port: read.PORT ?? defaultPort,
    databaseUrl: databaseUrlFor(name, read.DATABASE_URL, read.DATA_DIR),
    dataDirectory: read.DATA_DIR,
    gatewayPublicKey: read.GATEWAY_PUBLIC_KEY,
    natsUrl: read.NATS_URL,
    cursorSecret: read.CURSOR_SECRET,
    logLevel: read.LOG_LEVEL,
    seed: read.DEMONSTRATION,
  };
}

/** `{name}` in the URL stands for the subgraph: one schema and one user for each. */
export function databaseUrlFor(name: string, url: string | undefined, dataDirectory: string): string {
  return url ? url.replaceAll('{name}', name) : `sqlite:${join(dataDirectory, `${name}.db`)}`;
}

function requireSecrets(read: Partial<Record<Secret | 'NATS_URL', string | undefined>>): void {
  const wanted: Secret[] = ['DATABASE_URL', 'GATEWAY_PUBLIC_KEY'];
  if (read.NATS_URL) wanted.push('CURSOR_SECRET');
  const missing = wanted.filter((name) => !read[name]);
  if (missing.length > 0)
    throw new ConfigurationError(`Required outside demonstration mode: ${missing.join(', ')}`);
}

type Secret = 'DATABASE_URL' | 'GATEWAY_PUBLIC_KEY' | 'CURSOR_SECRET';
