import {
  HTTP_SHAPE,
  beyondLoopback,
  ed25519Jwk,
  existingFile,
  missing,
  port,
  readConfig,
  z,
} from '@ecogrid/service';
import type { ClientOf } from './auth/client-address.ts';
import { FORWARDING_SHAPE, PROXY_SHAPE, clientsOf } from './auth/config.ts';
import { DOCUMENTS_SHAPE, documentsOf, faultsOfDocuments } from './documents/config.ts';
import type { DocumentsOptions } from './documents/documents.ts';
import { DOOR_SHAPE, isSchemaOpen, metricsPlace, type Executor, type MetricsPlace } from './http/config.ts';
import { SOCKET_SHAPE, socketLimitsOf } from './subscription/config.ts';
import type { SocketLimits } from './subscription/socket-limits.ts';

const shape = {
  ...SOCKET_SHAPE,
  ...PROXY_SHAPE,
  ...HTTP_SHAPE,
  ...DOOR_SHAPE,
  ...DOCUMENTS_SHAPE,
  ...FORWARDING_SHAPE,
  HOST: z.string().default('127.0.0.1'),
  PORT: port().default(4000),
  DATA_DIR: z.string().default('./var'),
  SUPERGRAPH_FILE: existingFile().prefault('schema/supergraph.graphql'),
  GATEWAY_AUTH: z.enum(['off', 'demo', 'jwks']).default('demo'),
  GATEWAY_JWKS_URL: z.url().optional(),
  TOKEN_ISSUER: z.string().optional(),
  TOKEN_AUDIENCE: z.string().optional(),
  GATEWAY_PRIVATE_KEY: ed25519Jwk('private').optional(),
  GATEWAY_ROUTES: z.string().default(''),
  ACTOR_RESOLVER_URL: z.union([z.literal('none'), z.url()]).optional(),
  ACTOR_RESOLVER_AUDIENCE: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
};

/** How the gateway runs, read from the environment once. */
export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  /** How long an idle HTTP connection stays open. */
  readonly keepAliveMs: number;
  readonly dataDirectory: string;
  readonly supergraphFile: string;
  readonly auth: AuthConfig;
  /** The private JWK that signs actors for subgraphs. */
  readonly privateKey: string | undefined;
  /**
   * The address that answers the rights of a principal (`POST {kind, subject}`), and the name by which that service is
   * addressed.
   */
  readonly actorResolver: { readonly url: string; readonly audience: string } | undefined;
  /** Paths that are handed on to doors of subgraphs, by their beginning. */
  readonly routes: Readonly<Record<string, string>>;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Addresses that replace the supergraph's, by `variableName` of the subgraph. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  /** Whether introspection and suggestions in errors show the schema. */
  readonly isSchemaOpen: boolean;
  readonly executor: Executor;
  /** Trusted documents, and whether anything else is carried out. */
  readonly documents: DocumentsOptions;
  /** Origins of pages that may read answers. */
  readonly corsOrigins: readonly string[];
  readonly metricsPlace: MetricsPlace;
  readonly socketLimits: SocketLimits;
  /** Finds the client's address behind the trusted proxies. */
  readonly clientOf: ClientOf;
  /** The names of the headers of clients that go on to subgraphs. */
  readonly forwardedHeaders: readonly string[];
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
  const read = readConfig(shape, environment, (given) => [
    ...faultsOfAuth(given),
    ...faultsOfActorResolver(given),
    ...faultsOfSubgraphUrls(given),
    ...faultsOfRoutes(given),
    ...faultsOfHeaders(given),
    ...faultsOfDocuments(given),
  ]);
  return {
    host: read.HOST,
    port: read.PORT,
    keepAliveMs: read.HTTP_KEEP_ALIVE_MS,
    dataDirectory: read.DATA_DIR,
    supergraphFile: read.SUPERGRAPH_FILE,
    auth: authOf(read),
    privateKey: read.GATEWAY_PRIVATE_KEY,
    actorResolver: actorResolverOf(read),
    routes: routesOf(read.GATEWAY_ROUTES),
    logLevel: read.LOG_LEVEL,
    subgraphUrls: subgraphUrls(environment),
    isSchemaOpen: isSchemaOpen(read),
    executor: read.GATEWAY_EXECUTOR,
    documents: documentsOf(read),
    corsOrigins: read.CORS_ORIGINS,
    metricsPlace: metricsPlace(read),
    socketLimits: socketLimitsOf(read),
    clientOf: clientsOf(read),
    forwardedHeaders: read.FORWARDED_HEADERS,
  };
}

type Read = Readonly<z.infer<z.ZodObject<typeof shape>>>;

const NEEDED_BY_JWKS = ['GATEWAY_JWKS_URL', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'GATEWAY_PRIVATE_KEY'] as const;

function faultsOfAuth(given: NodeJS.ProcessEnv): string[] {
  const auth = given['GATEWAY_AUTH'] ?? 'demo';
  if (auth === 'jwks') return missing(given, NEEDED_BY_JWKS, 'by GATEWAY_AUTH=jwks');
  return auth === 'demo' ? beyondLoopback(given) : [];
}

function authOf(read: Read): AuthConfig {
  if (read.GATEWAY_AUTH !== 'jwks') return { kind: read.GATEWAY_AUTH };
  const { GATEWAY_JWKS_URL: url = '', TOKEN_ISSUER: issuer = '', TOKEN_AUDIENCE: audience = '' } = read;
  return { kind: 'jwks', url, issuer, audience };
}

const RESOLVER_REASON = 'unless GATEWAY_AUTH=off: the address that answers the rights of people, or none';

/** Without a resolver people have no role. A graph whose subgraphs read identities alone says so: `none`. */
function faultsOfActorResolver(given: NodeJS.ProcessEnv): string[] {
  const { GATEWAY_AUTH: auth, ACTOR_RESOLVER_URL: url } = given;
  if (url === 'none' || (auth === 'off' && !url)) return [];
  return [
    ...missing(given, ['ACTOR_RESOLVER_URL'], RESOLVER_REASON),
    ...(url ? missing(given, ['ACTOR_RESOLVER_AUDIENCE'], 'with ACTOR_RESOLVER_URL') : []),
  ];
}

function actorResolverOf({
  ACTOR_RESOLVER_URL: url,
  ACTOR_RESOLVER_AUDIENCE: audience,
}: Read): GatewayConfig['actorResolver'] {
  return url && url !== 'none' && audience ? { url, audience } : undefined;
}

/** Where the gateway states the actor, the statement has the place of the client's token. */
function faultsOfHeaders(given: NodeJS.ProcessEnv): string[] {
  const { FORWARDED_HEADERS: names = '', GATEWAY_AUTH: auth, GATEWAY_PRIVATE_KEY: key } = given;
  const isTaken = auth !== 'off' || Boolean(key);
  return isTaken && /(^|,)\s*authorization\s*(,|$)/i.test(names)
    ? [
        'FORWARDED_HEADERS: authorization is forwarded with GATEWAY_AUTH=off and without GATEWAY_PRIVATE_KEY only',
      ]
    : [];
}

/** `/uploads/=cases,/tiles/=maps` */
function routesOf(text: string): Record<string, string> {
  const routes = text.split(',').filter(Boolean);
  return Object.fromEntries(routes.map((route) => route.split('=') as [string, string]));
}

const ROUTE = /^\/[\w-]+\/=\w[\w-]*$/;
/** The gateway's own. */
const TAKEN = ['/graphql/', '/live/', '/ready/', '/metrics/'];

function faultsOfRoutes({ GATEWAY_ROUTES: text = '' }: NodeJS.ProcessEnv): string[] {
  const routes = text.split(',').filter(Boolean);
  const isFaulty = (route: string): boolean =>
    !ROUTE.test(route) || TAKEN.some((path) => route.startsWith(path));
  return routes.filter(isFaulty).map((route) => `GATEWAY_ROUTES: "${route}" is not /<path>/=<subgraph>`);
}

const PREFIX = 'SUBGRAPH_URL_';

/** A subgraph's name as part of a variable's: `order-desk` is `ORDER_DESK`, since a shell takes no dash in a name. */
export function variableName(subgraph: string): string {
  return subgraph.toUpperCase().replace(/\W/g, '_');
}

function faultsOfSubgraphUrls(given: NodeJS.ProcessEnv): string[] {
  const faulty = Object.entries(subgraphUrls(given)).filter(([, url]) => !/^https?:$/.test(protocolOf(url)));
  return faulty.map(([name]) => `${PREFIX}${name}: is not an http(s) address`);
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

function subgraphUrls(environment: NodeJS.ProcessEnv): Record<string, string> {
  const given = Object.entries(environment).filter(([name, value]) => name.startsWith(PREFIX) && value);
  return Object.fromEntries(given.map(([name, value]) => [name.slice(PREFIX.length), value as string]));
}

/** @apollo/gateway reports usage to its maker unless a variable forbids it before construction. Nothing of ours phones home. */
export function keepTelemetryAtHome(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
}
