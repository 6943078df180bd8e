import { ConfigurationError, port, readConfig, requireLoopback, z } from '@ecogrid/service';
import { SOCKET_SHAPE, socketLimitsOf } from './subscription/config.ts';
import type { SocketLimits } from './subscription/socket-limits.ts';

const shape = {
  ...SOCKET_SHAPE,
  HOST: z.string().default('127.0.0.1'),
  PORT: port().default(4000),
  DATA_DIR: z.string().default('./var'),
  SUPERGRAPH_FILE: z.string().default('schema/supergraph.graphql'),
  GATEWAY_AUTH: z.enum(['off', 'demo', 'jwks']).default('demo'),
  GATEWAY_JWKS_URL: z.url().optional(),
  TOKEN_ISSUER: z.string().optional(),
  TOKEN_AUDIENCE: z.string().optional(),
  GATEWAY_PRIVATE_KEY: z.string().optional(),
  ACTOR_RESOLVER_URL: z.url().optional(),
  ACTOR_RESOLVER_AUDIENCE: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
};

/** How the gateway runs, read from the environment once. */
export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly supergraphFile: string;
  readonly auth: AuthConfig;
  /** The private JWK that signs actors for subgraphs. */
  readonly privateKey: string | undefined;
  /** Where to ask what a principal may do (`POST {kind, subject}`), and the name by which that service is addressed. */
  readonly actorResolver: { readonly url: string; readonly audience: string } | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Addresses that replace the supergraph's, by the subgraph's name in capitals. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly socketLimits: SocketLimits;
}

export type AuthConfig =
  | { readonly kind: 'off' }
  | { readonly kind: 'demo' }
  | { readonly kind: 'jwks'; readonly url: string; readonly issuer: string; readonly audience: string };

/**
 * @throws ConfigurationError naming every fault; with GATEWAY_AUTH=jwks a missing secret is one, with demo any
 * address but loopback.
 */
export function readGatewayConfig(environment: NodeJS.ProcessEnv = process.env): GatewayConfig {
  const read = readConfig(shape, environment);
  if (read.GATEWAY_AUTH === 'demo') requireLoopback(read.HOST);
  return {
    host: read.HOST,
    port: read.PORT,
    dataDirectory: read.DATA_DIR,
    supergraphFile: read.SUPERGRAPH_FILE,
    auth: authOf(read),
    privateKey: read.GATEWAY_PRIVATE_KEY,
    actorResolver: actorResolverOf(read),
    logLevel: read.LOG_LEVEL,
    subgraphUrls: subgraphUrls(environment),
    socketLimits: socketLimitsOf(read),
  };
}

type Read = Readonly<z.infer<z.ZodObject<typeof shape>>>;

const NEEDED_BY_JWKS = ['GATEWAY_JWKS_URL', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'GATEWAY_PRIVATE_KEY'] as const;

function authOf(read: Read): AuthConfig {
  if (read.GATEWAY_AUTH !== 'jwks') return { kind: read.GATEWAY_AUTH };
  const missing = NEEDED_BY_JWKS.filter((name) => !read[name]);
  if (missing.length > 0) throw new ConfigurationError(`GATEWAY_AUTH=jwks needs: ${missing.join(', ')}`);
  const { GATEWAY_JWKS_URL: url = '', TOKEN_ISSUER: issuer = '', TOKEN_AUDIENCE: audience = '' } = read;
  return { kind: 'jwks', url, issuer, audience };
}

function actorResolverOf({
  ACTOR_RESOLVER_URL: url,
  ACTOR_RESOLVER_AUDIENCE: audience,
}: Read): GatewayConfig['actorResolver'] {
  if (!url && !audience) return undefined;
  if (url && audience) return { url, audience };
  throw new ConfigurationError('ACTOR_RESOLVER_URL and ACTOR_RESOLVER_AUDIENCE are given together');
}

const PREFIX = 'SUBGRAPH_URL_';

function subgraphUrls(environment: NodeJS.ProcessEnv): Record<string, string> {
  const given = Object.entries(environment).filter(([name, value]) => name.startsWith(PREFIX) && value);
  return Object.fromEntries(given.map(([name, value]) => [name.slice(PREFIX.length), value as string]));
}

/** @apollo/gateway reports usage to its maker unless told not to before it is constructed. Nothing of ours phones home. */
export function keepTelemetryAtHome(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
}
