import { SOCKET_SHAPE } from '@ecogrid/gateway';
import { ConfigurationError, port, readConfig, requireLoopback, z } from '@ecogrid/service';

const shape = {
  ...SOCKET_SHAPE,
  HOST: z.string().default('127.0.0.1'),
  PORT: port().default(4000),
  DATA_DIR: z.string().default('./var'),
  HJ212_PORT: port().default(2121),
  DATABASE_URL: z.string().optional(),
  SUPERGRAPH_FILE: z.string().default('schema/supergraph.graphql'),
  GATEWAY_AUTH: z.enum(['demo', 'jwks']).default('demo'),
  GATEWAY_JWKS_URL: z.url().optional(),
  TOKEN_ISSUER: z.string().optional(),
  TOKEN_AUDIENCE: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
};

export type OneProcessConfig = Readonly<z.infer<z.ZodObject<typeof shape>>>;

/** @throws ConfigurationError naming every fault; demonstration mode is for loopback addresses only. */
export function readOneProcessConfig(environment: NodeJS.ProcessEnv = process.env): OneProcessConfig {
  const read = readConfig(shape, environment);
  if (read.GATEWAY_AUTH === 'demo') requireLoopback(read.HOST);
  else requireIssuer(read);
  return read;
}

function requireIssuer(read: OneProcessConfig): void {
  const missing = (['GATEWAY_JWKS_URL', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE'] as const).filter(
    (name) => !read[name],
  );
  if (missing.length > 0) throw new ConfigurationError(`GATEWAY_AUTH=jwks needs: ${missing.join(', ')}`);
}
