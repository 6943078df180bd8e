import type { Explorer } from '@ecogrid/explorer';
import { FederatedSubscriptions } from '@ecogrid/federated-subscriptions';
import { messageLogger, Metrics, type Logger } from '@ecogrid/service';
import { watchRights } from './auth/rights-watch.ts';
import type { AuthParts, Session } from './auth/session.ts';
import { Admission } from './execution/admission.ts';
import { CompiledExecutor } from './execution/compiled-executor.ts';
import { inBothLanguages } from './execution/client-error.ts';
import { GraphQLServer } from './execution/graphql-server.ts';
import { OperationCost } from './execution/operation-cost.ts';
import type { TransportFactory } from './upstream/transport.ts';
import { Forwarding, type Routes } from './http/forwarding.ts';
import { Cors } from './http/cors.ts';
import { openFrontDoor, type FrontDoor } from './http/front-door.ts';
import { httpDoor } from './http/http-door.ts';
import type { Executor, MetricsPlace } from './http/config.ts';
import { metricsListener, openMetricsDoor } from './http/metrics-door.ts';
import { Documents, type DocumentsOptions } from './documents/documents.ts';
import { audiences } from './subscription/audience.ts';
import type { StreamDoorParts } from './subscription/http-stream.ts';
import { Markings } from './subscription/markings.ts';
import { CURSOR } from './subscription/resumption.ts';
import { SocketDoor } from './subscription/socket-door.ts';
import { closingsCounter, measureSockets } from './subscription/socket-metrics.ts';
import { SocketRegister } from './subscription/socket-register.ts';
import { BOUNDS } from './bounds.ts';
import type { SocketLimits } from './subscription/socket-limits.ts';
import { measureSubscriptions } from './subscription/subscription-metrics.ts';
import { sharedPlanning } from './supergraph/planner.ts';
import { LoadedSupergraph } from './supergraph/supergraph.ts';

export interface GatewayOptions {
  readonly host: string;
  readonly keepAliveMs?: number;
  readonly port: number;
  readonly supergraphFile: string;
  readonly transportOf: TransportFactory;
  readonly auth: AuthParts;
  readonly logger: Logger;
  /** Paths that are handed on to doors of subgraphs; absent: none. */
  readonly routes?: Routes;
  readonly socketLimits?: Partial<SocketLimits>;
  /** The executor of queries and mutations; absent: our own. */
  readonly executor?: Executor;
  /** Trusted documents; absent: there is no manifest, and any operation is carried out. */
  readonly documents?: DocumentsOptions;
  /** Whether introspection and suggestions in errors show the schema; absent: they do. */
  readonly isSchemaOpen?: boolean;
  /** Origins of pages that may read answers; absent: none. */
  readonly corsOrigins?: readonly string[];
  /** Where the metrics are; absent: beside the graph. */
  readonly metricsPlace?: MetricsPlace;
  /** Metrics of others in this process, shown on the same page. */
  readonly metrics?: readonly Metrics[];
  /** Where it listens, when that was opened before; absent: HOST and PORT. */
  readonly frontDoor?: FrontDoor;
  /** The page for browsers; absent: none. */
  readonly explorer?: Explorer | undefined;
}

export interface RunningGateway {
  /** The address of `POST /graphql`, and of graphql-transport-ws with `ws` for `http`. */
  readonly url: string;
  /** The port of `GET /metrics`, when it has one of its own. */
  readonly metricsPort?: number;
  /** To be called when a subject's rights have changed: its sockets are closed at once. */
  forgetSubject(subject: string): void;
  readonly close: () => Promise<void>;
}

/** Starts the front door before any Federation 2 supergraph. It stores nothing. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { logger, auth } = options;
  const supergraph = new LoadedSupergraph({ ...options, file: options.supergraphFile });
  const planningOf = sharedPlanning();
  const { admission, server } = execution(supergraph, planningOf, options);
  // Before the start, which loads the schema that both wait for.
  const markings = new Markings(supergraph.gateway);
  const subscriptions = federatedSubscriptions(supergraph, planningOf, markings, logger);
  await server.start();
  const metrics = new Metrics();
  measureSubscriptions(metrics, () => subscriptions.stats());
  const page = metricsListener([metrics, ...(options.metrics ?? [])], logger);
  const limits = { ...BOUNDS.sockets, ...options.socketLimits };
  const register = new SocketRegister(limits, closingsCounter(metrics));
  measureSockets(metrics, register);
  const documents = new Documents(options.documents);
  const parts = { auth, documents, admission, server, subscriptions, limits, logger };
  const { http, serve } = options.frontDoor ?? (await openFrontDoor(options));
  serve(door(supergraph, { ...parts, register, markings }, page, options));
  const metricsDoor = await openMetricsDoor(metricsPlaceOf(options), page);
  const sockets = new SocketDoor(http.server, parts, register);
  const rights = watchRights(sockets, logger);
  return {
    url: `http://${options.host}:${http.port}/graphql`,
    ...(metricsDoor && { metricsPort: metricsDoor.port }),
    forgetSubject: (subject) => sockets.closeSubject(subject),
    close: async () => {
      rights.stop();
      await sockets.close();
      subscriptions.close();
      await http.close();
      await metricsDoor?.close();
      await server.stop();
      await supergraph.close();
    },
  };
}

/** The executor of queries and mutations, and the examination before it. */
function execution(
  supergraph: LoadedSupergraph,
  planningOf: ReturnType<typeof sharedPlanning>,
  { executor = 'compiled', isSchemaOpen, logger }: GatewayOptions,
): { readonly admission: Admission; readonly server: GraphQLServer } {
  const source = supergraph.gateway;
  const isCompiled = executor === 'compiled';
  const cost = new OperationCost(source);
  const admission = new Admission({ source, cost, isSchemaOpen, seesHiddenKeys: isCompiled });
  const services = () => supergraph.services();
  const compiled = isCompiled ? new CompiledExecutor(source, services, planningOf) : undefined;
  return { admission, server: new GraphQLServer(source, admission, logger, compiled) };
}

/** All that is reached over HTTP. */
function door(
  supergraph: LoadedSupergraph,
  streams: StreamDoorParts,
  page: ReturnType<typeof metricsListener>,
  options: GatewayOptions,
): ReturnType<typeof httpDoor> {
  const { auth, logger, explorer, routes = {}, corsOrigins } = options;
  const transportOf = (name: string) => supergraph.services()[name]?.transport;
  return httpDoor({
    cors: new Cors(new Set(corsOrigins)),
    auth,
    streams,
    ready: () => supergraph.ready(),
    forwarding: new Forwarding({ routes, transportOf, auth, logger }),
    explorer,
    metrics: metricsPlaceOf(options) === 'beside the graph' ? page : undefined,
    logger,
  });
}

const metricsPlaceOf = ({ metricsPlace = 'beside the graph' }: GatewayOptions): MetricsPlace => metricsPlace;

/** Subscriptions over the same supergraph and transports as the queries, each event run with its reader's rights. */
function federatedSubscriptions(
  supergraph: LoadedSupergraph,
  planningOf: ReturnType<typeof sharedPlanning>,
  markings: Markings,
  logger: Logger,
): FederatedSubscriptions<Session> {
  return new FederatedSubscriptions<Session>({
    gateway: supergraph.gateway,
    services: () => supergraph.services(),
    upstream: ({ serviceName, query, operationName, variables, context, signal }) => {
      const actorToken = async () => (await context.renewed()).tokenFor(serviceName);
      const { requestId, headers } = context;
      const call = { query, operationName, variables, actorToken, requestId, headers };
      return supergraph.transport(serviceName).subscribe(call, signal);
    },
    contextForEvent: (session) => session.renewed(),
    formatError: inBothLanguages,
    logger: messageLogger(logger, 'federated-subscriptions'),
    planningOf,
    limits: BOUNDS.subscriptions,
    audienceOf: audiences(markings),
    cursorArguments: (coordinate) => (markings.isResumable(coordinate) ? CURSOR : undefined),
  });
}
