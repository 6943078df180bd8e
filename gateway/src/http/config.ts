import { beyondLoopback, port, z } from '@ecogrid/service';

/** The settings of the HTTP server, for every process that contains it. */
export const DOOR_SHAPE = {
  METRICS_PORT: port().optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  GATEWAY_INTROSPECTION: z.enum(['on', 'off', 'auto']).default('auto'),
  GATEWAY_EXECUTOR: z.enum(['compiled', 'stock']).default('compiled'),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .refine(
      (origins) => origins.every(isOrigin),
      'expected origins such as https://desk.example, separated by commas',
    ),
};

/** The executor of plans: our own, or the one of @apollo/gateway. */
export type Executor = 'compiled' | 'stock';

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

interface Read {
  readonly GATEWAY_INTROSPECTION: 'on' | 'off' | 'auto';
  readonly GATEWAY_AUTH: string;
}

/** Open to a demonstration, closed where tokens of an issuer are taken, unless it is said. */
export function isSchemaOpen({ GATEWAY_INTROSPECTION: given, GATEWAY_AUTH: auth }: Read): boolean {
  return given === 'auto' ? auth !== 'jwks' : given === 'on';
}

/** Where `GET /metrics` is answered: on an address of its own, beside the graph, or nowhere. */
export type MetricsPlace = 'beside the graph' | 'nowhere' | { readonly host: string; readonly port: number };

interface MetricsRead {
  readonly HOST: string;
  readonly GATEWAY_AUTH: string;
  readonly METRICS_HOST: string;
  readonly METRICS_PORT?: number | undefined;
}

/** Clients of the graph do not see them: beside the graph they are on a machine of its developer alone. */
export function metricsPlace(read: MetricsRead): MetricsPlace {
  if (read.METRICS_PORT !== undefined) return { host: read.METRICS_HOST, port: read.METRICS_PORT };
  const isOpen = read.GATEWAY_AUTH !== 'jwks' && beyondLoopback({ HOST: read.HOST }).length === 0;
  return isOpen ? 'beside the graph' : 'nowhere';
}
