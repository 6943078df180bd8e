import { HJ212_SHAPE } from '@ecogrid/enterprises';
import { DIVISION_SHAPE, MAIL_SHAPE, PUBLIC_REPORT_SHAPE, mailFaults } from '@ecogrid/cases';
import { UPLOAD_SHAPE } from '@ecogrid/files';
import { DOCUMENTS_SHAPE, DOOR_SHAPE, PROXY_SHAPE, SOCKET_SHAPE, faultsOfDocuments } from '@ecogrid/gateway';
import { HTTP_SHAPE, beyondLoopback, existingFile, missing, port, readConfig, z } from '@ecogrid/service';
import { RETENTION_SHAPE, STARTER_SET_SHAPE } from '@ecogrid/subgraph';

const shape = {
  ...SOCKET_SHAPE,
  ...PROXY_SHAPE,
  ...HTTP_SHAPE,
  ...DOOR_SHAPE,
  ...DOCUMENTS_SHAPE,
  ...PUBLIC_REPORT_SHAPE,
  ...UPLOAD_SHAPE,
  ...RETENTION_SHAPE,
  ...STARTER_SET_SHAPE,
  ...MAIL_SHAPE,
  ...DIVISION_SHAPE,
  ...HJ212_SHAPE,
  PORT: port().default(4000),
  DATA_DIR: z.string().default('./var'),
  DATABASE_URL: z.string().optional(),
  SUPERGRAPH_FILE: existingFile().prefault('schema/supergraph.graphql'),
  DEMO_HISTORY: z.enum(['0', '1']).default('1'),
  GATEWAY_AUTH: z.enum(['demo', 'jwks']).default('demo'),
  GATEWAY_JWKS_URL: z.url().optional(),
  TOKEN_ISSUER: z.string().optional(),
  TOKEN_AUDIENCE: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
};

export type OneProcessConfig = Readonly<z.infer<z.ZodObject<typeof shape>>>;

/** @throws ConfigurationError naming every fault; demonstration mode is for loopback addresses only. */
export function readOneProcessConfig(environment: NodeJS.ProcessEnv = process.env): OneProcessConfig {
  return readConfig(shape, environment, (given) => [
    ...faultsOfAuth(given),
    ...mailFaults(given),
    ...faultsOfDocuments(given),
  ]);
}

const NEEDED_BY_JWKS = [
  'GATEWAY_JWKS_URL',
  'TOKEN_ISSUER',
  'TOKEN_AUDIENCE',
  'UPLOAD_SECRET',
  'DIVISION_CODE',
];

function faultsOfAuth(given: NodeJS.ProcessEnv): string[] {
  if (given['GATEWAY_AUTH'] === 'jwks') return missing(given, NEEDED_BY_JWKS, 'by GATEWAY_AUTH=jwks');
  return beyondLoopback(given);
}
