import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { EcoGridError } from '@ecogrid/errors';
import { bearerToken, type ActorResolver, type Principal } from '@ecogrid/identity';
import { listen, metricsPage, readBody, sendJson, sendText, z, type ListeningServer } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';
import { serveSubscriptions } from './serve-subscriptions.ts';
import type { Subgraph } from './subgraph.ts';

export interface ServeOptions {
  readonly subgraph: Subgraph;
  readonly host: string;
  readonly port: number;
  readonly keepAliveMs?: number;
  /** Present in the subgraph that knows the rights of principals: it answers the gateway's `POST /actor`. */
  readonly directory?: ActorResolver;
}

/** A subgraph as a process of its own: `/graphql` over HTTP and WebSocket, `/live`, `/ready`, `/metrics`. */
export async function serveSubgraph(options: ServeOptions): Promise<ListeningServer> {
  const listening = await listen((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      options.subgraph.parts.logger.error({ error: String(error) }, 'a request could not be answered');
      response.destroy();
    });
  }, options);
  const sockets = serveSubscriptions(listening.server, options.subgraph);
  return {
    ...listening,
    close: async () => {
      await sockets.close();
      await listening.close();
    },
  };
}

async function answer(
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await route(options, request, response);
  } catch (error) {
    const known = error instanceof EcoGridError ? error : undefined;
    if (!known) options.subgraph.parts.logger.error({ error: String(error) }, 'a request failed');
    const { message, extensions } =
      known ?? new EcoGridError('INTERNAL_ERROR', { requestId: requestIdOf(request) });
    if (response.headersSent || isBrokenOff(request)) return void response.destroy();
    sendJson(response, known?.httpStatus ?? 500, { errors: [{ message, extensions }] });
  }
}

/** A body that was read to its end is destroyed too, and its sender waits for the answer. */
function isBrokenOff({ destroyed, complete }: IncomingMessage): boolean {
  return destroyed && !complete;
}

async function route(
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { subgraph, directory } = options;
  switch (`${request.method} ${request.url}`) {
    case 'POST /graphql':
      return sendJson(response, 200, await execute(subgraph, request, brokenOff(response)));
    case 'POST /actor':
      return directory
        ? sendJson(response, 200, await resolveActor(subgraph, directory, request))
        : notFound(response);
    case 'GET /live':
      return sendText(response, 200, 'live\n');
    case 'GET /ready':
      return (await subgraph.ready())
        ? sendText(response, 200, ['ready', ...subgraph.degraded(), ''].join('\n'))
        : sendText(response, 503, 'not ready\n');
    case 'GET /metrics':
      return sendText(response, 200, await metricsPage([subgraph.parts.metrics]));
    default:
      return subgraph.parts.http ? subgraph.http(request, response, stated(request)) : notFound(response);
  }
}

/** Aborted when the gateway closes the connection before it has the answer. */
function brokenOff(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => response.writableFinished || controller.abort());
  return controller.signal;
}

function stated({ headers }: IncomingMessage): { actorToken: () => string | undefined } {
  return { actorToken: () => bearerToken(headers.authorization) };
}

function notFound(response: ServerResponse): void {
  sendText(response, 404, 'not found\n');
}

function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' ? given : randomUUID();
}

const graphqlBody = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

async function execute(subgraph: Subgraph, request: IncomingMessage, signal: AbortSignal): Promise<object> {
  const actorToken = bearerToken(request.headers.authorization);
  await subgraph.parts.verifier.verify(actorToken);
  const { query, operationName, variables } = parsed(
    graphqlBody,
    await readBody(request, BOUNDS.requests.bodyBytes),
  );
  return subgraph.execute({
    query,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    actorToken: () => actorToken,
    requestId: requestIdOf(request),
    signal,
  });
}

const principalBody = z.object({ kind: z.enum(['PERSON', 'SERVICE']), subject: z.string() });

async function resolveActor(
  subgraph: Subgraph,
  directory: ActorResolver,
  request: IncomingMessage,
): Promise<object> {
  await subgraph.parts.verifier.verify(bearerToken(request.headers.authorization));
  const body = parsed(principalBody, await readBody(request, BOUNDS.requests.bodyBytes));
  const principal: Principal = { ...body, expiresAt: 0, claims: {} };
  return { actor: await directory.resolve(principal) };
}

function parsed<Shape extends z.ZodType>(shape: Shape, text: string): z.infer<Shape> {
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new EcoGridError('OPERATION_INVALID', { reason: 'BODY_NOT_GRAPHQL' }, { cause });
  }
}
