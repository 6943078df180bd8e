import { join } from 'node:path';
import type { EventRetention } from '@ecogrid/events';
import {
  HTTP_SHAPE,
  beyondLoopback,
  ed25519Jwk,
  existingFolder,
  missing,
  port,
  readConfig,
  z,
} from '@ecogrid/service';
import type { Retention } from './housekeeping.ts';

const days = (): z.ZodType<number> => z.coerce.number().positive().max(36_500);
const DAY_MS = 86_400_000;

/** How long things are kept: read wherever subgraphs run. */
export const RETENTION_SHAPE = {
  EVENT_RETENTION_DAYS: days().optional(),
  IDEMPOTENCY_RETENTION_DAYS: days().default(90),
};

/** The first rows of code tables: read wherever subgraphs run. */
export const STARTER_SET_SHAPE = {
  STARTER_SET_DIR: existingFolder().optional(),
};

type RetentionConfig = z.infer<z.ZodObject<typeof RETENTION_SHAPE>>;

export function retentionOf(read: RetentionConfig): Retention {
  const { EVENT_RETENTION_DAYS: events, IDEMPOTENCY_RETENTION_DAYS: requests } = read;
  return { eventsMs: events && events * DAY_MS, requestsMs: requests * DAY_MS };
}

/** The environment that every subgraph process reads. */
export interface SubgraphConfig {
  readonly host: string;
  readonly port: number;
  /** How long an idle HTTP connection stays open. */
  readonly keepAliveMs: number;
  readonly databaseUrl: string;
  /** Where demonstration keys and embedded databases live. */
  readonly dataDirectory: string;
  /** The gateway's public key as a JWK; undefined in demonstration mode, which reads it from the data directory. */
  readonly gatewayPublicKey: string | undefined;
  /** The NATS server that carries events between processes; undefined: they stay in this one. */
  readonly natsUrl: string | undefined;
  /** Proves cursors; the same in every process. Undefined in demonstration mode, which keeps one in the data directory. */
  readonly cursorSecret: string | undefined;
  readonly retention: Retention;
  /** The retention of this subgraph's events on the NATS servers. */
  readonly streamRetention: EventRetention;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly seed: boolean;
  readonly starterSetDirectory: string | undefined;
}

/** Demonstration by default. */
const demonstration = z.stringbool().default(true);

const shape = {
  ...RETENTION_SHAPE,
  ...STARTER_SET_SHAPE,
  ...HTTP_SHAPE,
  HOST: z.string().default('127.0.0.1'),
  PORT: port().optional(),
  DATABASE_URL: z.string().optional(),
  DATA_DIR: z.string().default('./var'),
  DEMONSTRATION: demonstration,
  GATEWAY_PUBLIC_KEY: ed25519Jwk('public').optional(),
  NATS_URL: z.string().optional(),
  CURSOR_SECRET: z.string().min(16).optional(),
  EVENT_STREAM_MAX_BYTES: z.coerce.number().int().min(65_536).optional(),
  EVENT_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
};

/**
 * @param defaultPort the port when PORT is not given.
 * @throws ConfigurationError naming every fault; outside demonstration mode a missing secret is one, in it any
 * address but loopback.
 */
export function readSubgraphConfig(
  name: string,
  defaultPort: number,
  environment: NodeJS.ProcessEnv = process.env,
): SubgraphConfig {
  const read = readConfig(shape, environment, faultsOfMode);
  return {
    host: read.HOST,
    port: read.PORT ?? defaultPort,
    keepAliveMs: read.HTTP_KEEP_ALIVE_MS,
    databaseUrl: databaseUrlFor(name, read.DATABASE_URL, read.DATA_DIR),
    dataDirectory: read.DATA_DIR,
    gatewayPublicKey: read.GATEWAY_PUBLIC_KEY,
    natsUrl: read.NATS_URL,
    cursorSecret: read.CURSOR_SECRET,
    retention: retentionOf(read),
    streamRetention: streamRetentionOf(read),
    logLevel: read.LOG_LEVEL,
    seed: read.DEMONSTRATION,
    starterSetDirectory: read.STARTER_SET_DIR,
  };
}

function streamRetentionOf(read: z.infer<z.ZodObject<typeof shape>>): EventRetention {
  const { EVENT_STREAM_MAX_BYTES: maxBytes, EVENT_STREAM_REPLICAS: replicas } = read;
  const { eventsMs: maxAgeMs } = retentionOf(read);
  return { replicas, ...(maxAgeMs && { maxAgeMs }), ...(maxBytes && { maxBytes }) };
}

/** `{name}` in the URL stands for the subgraph: one schema and one user for each. */
export function databaseUrlFor(name: string, url: string | undefined, dataDirectory: string): string {
  return url ? url.replaceAll('{name}', name) : `sqlite:${join(dataDirectory, `${name}.db`)}`;
}

function faultsOfMode(given: NodeJS.ProcessEnv): string[] {
  // A value that is neither yes nor no is a fault of its own, and the secrets are not asked for.
  if (demonstration.safeParse(given['DEMONSTRATION']).data ?? true) return beyondLoopback(given);
  const shared = given['NATS_URL'] ? ['CURSOR_SECRET'] : [];
  return missing(given, ['DATABASE_URL', 'GATEWAY_PUBLIC_KEY', ...shared], 'outside demonstration mode');
}
