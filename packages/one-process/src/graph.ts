import { join } from 'node:path';
import { SettableClock } from '@ecogrid/demonstration';
import { startAssessment } from '@ecogrid/assessment';
import { divisionCodeOf, mailOptionsOf, publicReportLimitsOf, startCases } from '@ecogrid/cases';
import { hj212AddressOf, startEnterprises } from '@ecogrid/enterprises';
import { openEventStream } from '@ecogrid/events';
import { Explorer, demonstrationRoles } from '@ecogrid/explorer';
import { fileSettings } from '@ecogrid/files';
import {
  clientsOf,
  documentsOf,
  isSchemaOpen,
  metricsPlace,
  openFrontDoor,
  socketLimitsOf,
  startGateway,
  type AuthParts,
  type FrontDoor,
  type RunningGateway,
} from '@ecogrid/gateway';
import { startGrids } from '@ecogrid/grids';
import {
  ActorSigner,
  CachedActorResolver,
  DEMONSTRATION_RULES,
  PrincipalVerifier,
  demonstrationKeys,
  type ActorResolver,
} from '@ecogrid/identity';
import { BackgroundJob, Metrics, systemClock, type Lifecycle, type Logger } from '@ecogrid/service';
import {
  databaseUrlFor,
  requireSoleUse,
  retentionOf,
  type RunningSubgraph,
  type SubgraphOptions,
} from '@ecogrid/subgraph';
import type { OneProcessConfig } from './config.ts';
import { ensureHistory } from './history.ts';

/** How long a resolved actor is believed when no event says otherwise. */
const ACTOR_TTL_MS = 60_000;

/** How soon changes of rights are followed again after a failure of the database. */
const RIGHTS_RETRY_MS = 1_000;

/** The requests that are forwarded to subgraphs: photos, and tables to import and export. */
const ROUTES = { '/uploads/': 'cases', '/register-imports/': 'enterprises', '/directory-imports/': 'grids' };

export interface RunningGraph {
  readonly url: string;
  /** Doors other than GraphQL, by name. */
  readonly doors: Readonly<Record<string, string>>;
}

const SUBGRAPHS = ['grids', 'enterprises', 'cases', 'assessment'] as const;
type Subgraphs = Readonly<Record<(typeof SUBGRAPHS)[number], RunningSubgraph>>;

/** The whole graph in one process: four subgraphs, each with its database, and the gateway before them. */
export async function startGraph(
  config: OneProcessConfig,
  logger: Logger,
  lifecycle: Lifecycle,
  onProgress?: (done: number, total: number) => void,
): Promise<RunningGraph> {
  const keys = join(config.DATA_DIR, 'keys');
  const gatewayKeys = await demonstrationKeys(keys, 'gateway');
  const metrics = new Metrics();
  const clock = new SettableClock(systemClock);
  for (const name of SUBGRAPHS) {
    const url = databaseUrlFor(name, config.DATABASE_URL, config.DATA_DIR);
    lifecycle.onClose(`lock of ${name}`, await requireSoleUse(url));
  }
  const frontDoor = await openFrontDoor({
    host: config.HOST,
    port: config.PORT,
    keepAliveMs: config.HTTP_KEEP_ALIVE_MS,
  });
  lifecycle.onClose('front door', frontDoor.http.close);
  // Links in e-mails lead to this process, unless people open the platform at another address.
  const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${frontDoor.http.port}`;
  const parts = { logger, metrics, clock, publicUrl };
  const subgraphs = await startSubgraphs(config, parts, gatewayKeys.publicKey);
  for (const [name, { close }] of Object.entries(subgraphs)) lifecycle.onClose(name, close);
  lifecycle.onClose('consumers', async () => {
    await Promise.all(Object.values(subgraphs).map(({ stopConsumers }) => stopConsumers()));
  });
  const resolver = new CachedActorResolver(directoryOf(subgraphs.grids), ACTOR_TTL_MS);
  const auth = {
    signer: new ActorSigner(gatewayKeys.privateKey),
    verifier: await verifierOf(config, keys),
    resolver,
    clientOf: clientsOf(config),
  };
  if (config.GATEWAY_AUTH === 'demo' && config.DEMO_HISTORY === '1') {
    const playing = { subgraphs, signer: auth.signer, directory: resolver, clock, onProgress };
    await ensureHistory(config.DATA_DIR, { ...playing, now: systemClock.now() });
  }
  const gateway = await openGateway(config, { logger, metrics, frontDoor }, subgraphs, auth);
  lifecycle.onClose('gateway', gateway.close);
  forgetChangedActors(subgraphs.grids, resolver, gateway, lifecycle, logger);
  const { metricsPort } = gateway;
  const metricsDoor = metricsPort && { metrics: `http://${config.METRICS_HOST}:${metricsPort}/metrics` };
  return { url: gateway.url, doors: { ...subgraphs.enterprises.doors, ...metricsDoor } };
}

interface SubgraphParts extends Pick<SubgraphOptions, 'logger' | 'metrics' | 'clock'> {
  readonly publicUrl: string;
}

async function startSubgraphs(
  config: OneProcessConfig,
  { logger: parent, metrics, clock, publicUrl }: SubgraphParts,
  gatewayKey: SubgraphOptions['gatewayKey'],
): Promise<Subgraphs> {
  const optionsFor = (name: string): SubgraphOptions => ({
    databaseUrl: databaseUrlFor(name, config.DATABASE_URL, config.DATA_DIR),
    gatewayKey,
    clock,
    logger: parent.child({ subgraph: name }),
    metrics,
    seed: config.GATEWAY_AUTH === 'demo',
    starterSetDirectory: config.STARTER_SET_DIR,
    retention: retentionOf(config),
  });
  const importFiles = await fileSettings('imports', config.DATA_DIR, config.UPLOAD_SECRET);
  const grids = await startGrids({ ...optionsFor('grids'), importFiles });
  const attachments = await fileSettings('attachments', config.DATA_DIR, config.UPLOAD_SECRET);
  const hj212 = hj212AddressOf(config);
  const enterprises = await startEnterprises({ ...optionsFor('enterprises'), hj212, importFiles });
  const mail = mailOptionsOf(config, config.DATA_DIR, publicUrl);
  const publicReports = publicReportLimitsOf(config);
  const divisionCode = divisionCodeOf(config);
  const cases = await startCases({ ...optionsFor('cases'), divisionCode, attachments, mail, publicReports });
  const assessment = await startAssessment(optionsFor('assessment'));
  // Each subgraph keeps projections of the events of others; no subgraph calls another.
  for (const listener of [enterprises, cases, assessment]) listener.listenTo(grids.log);
  cases.listenTo(enterprises.log);
  for (const source of [enterprises, cases, assessment]) grids.listenTo(source.log);
  assessment.listenTo(cases.log);
  return { grids, enterprises, cases, assessment };
}

function directoryOf({ directory }: RunningSubgraph): ActorResolver {
  if (!directory) throw new Error('the grids subgraph has no actor directory');
  return directory;
}

async function verifierOf(config: OneProcessConfig, keys: string): Promise<PrincipalVerifier> {
  const {
    GATEWAY_AUTH,
    GATEWAY_JWKS_URL: url = '',
    TOKEN_ISSUER: issuer = '',
    TOKEN_AUDIENCE: audience = '',
  } = config;
  if (GATEWAY_AUTH === 'jwks') return PrincipalVerifier.fromJwks(url, { issuer, audience });
  return new PrincipalVerifier((await demonstrationKeys(keys, 'issuer')).publicKey, DEMONSTRATION_RULES);
}

interface GatewayParts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly frontDoor: FrontDoor;
}

function openGateway(
  config: OneProcessConfig,
  { logger, metrics, frontDoor }: GatewayParts,
  subgraphs: Subgraphs,
  auth: AuthParts,
): Promise<RunningGateway> {
  const byName = new Map(
    Object.values(subgraphs).map(({ subgraph }: RunningSubgraph) => [subgraph.name, subgraph]),
  );
  return startGateway({
    host: config.HOST,
    port: config.PORT,
    frontDoor,
    supergraphFile: config.SUPERGRAPH_FILE,
    transportOf: ({ name }) => byName.get(name) ?? unknown(name),
    auth,
    logger,
    routes: ROUTES,
    metrics: [metrics],
    socketLimits: socketLimitsOf(config),
    isSchemaOpen: isSchemaOpen(config),
    executor: config.GATEWAY_EXECUTOR,
    documents: documentsOf(config),
    corsOrigins: config.CORS_ORIGINS,
    metricsPlace: metricsPlace(config),
    explorer: config.GATEWAY_AUTH === 'demo' ? new Explorer(demonstrationRoles(config.DATA_DIR)) : undefined,
  });
}

function unknown(name: string): never {
  throw new Error(`The supergraph names a subgraph that is not in this process: ${name}`);
}

/** Rights that change are believed no longer: the cache forgets, and the person's sockets are closed. */
function forgetChangedActors(
  grids: RunningSubgraph,
  resolver: CachedActorResolver,
  gateway: RunningGateway,
  lifecycle: Lifecycle,
  logger: Logger,
): void {
  const filter = { topics: ['AppointmentChanged', 'AccountChanged'] };
  let after = grids.log.cursors.encode(grids.log.head);
  const work = async (signal: AbortSignal): Promise<void> => {
    const changes = await openEventStream(grids.log, { filter, after });
    const stop = (): void => {
      changes.return?.().catch(() => undefined);
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    for await (const { payload, position } of changes) {
      // An account that was unknown until now is named by its subject.
      for (const name of [payload['personId'], payload['subject']].filter(
        (each) => typeof each === 'string',
      )) {
        resolver.forget(name);
        gateway.forgetSubject(name);
      }
      after = grids.log.cursors.encode(position);
    }
  };
  const job = new BackgroundJob({ name: 'actor changes', logger, everyMs: RIGHTS_RETRY_MS, work });
  job.start();
  lifecycle.onClose('actor changes', () => job.stop());
}
