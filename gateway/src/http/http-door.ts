import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { OperationTypeNode, type GraphQLFormattedError } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import { bearerToken } from '@ecogrid/identity';
import { sendText, z, type Logger } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import { openSession, type AuthParts } from '../auth/session.ts';
import type { Admission } from '../execution/admission.ts';
import { boundedErrors } from '../execution/bounded-errors.ts';
import { OperationRefusal } from '../execution/refusal.ts';
import type { GraphQLAnswer, GraphQLRequest, GraphQLServer } from '../execution/graphql-server.ts';
import { budgetOf } from '../upstream/answer-budget.ts';
import { requestText, sendAnswer } from './answer.ts';
import type { Cors } from './cors.ts';
import { answerType, refusalType } from './negotiation.ts';
import type { Explorer } from '@ecogrid/explorer';
import type { Forwarding } from './forwarding.ts';

/**
 * Answers belong to one actor: no cache stores them, and no browser guesses their type. There is no CORS header, so pages of
 * other origins read nothing; they cannot write either, since an operation is JSON with a bearer token (decision 0041).
 */
const RESPONSE_HEADERS = [
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
] as const;

export interface HttpDoorParts {
  readonly auth: AuthParts;
  readonly admission: Admission;
  readonly server: GraphQLServer;
  readonly ready: () => Promise<boolean>;
  readonly cors: Cors;
  readonly forwarding: Forwarding;
  /** The page for browsers; absent in production. */
  readonly explorer: Explorer | undefined;
  /** Answers `GET /metrics`; absent where clients of the graph do not see them. */
  readonly metrics: RequestListener | undefined;
  readonly logger: Logger;
}

/**
 * `POST /graphql`, `GET /live`, `GET /ready`, `GET /metrics`, the explorer, and requests that are handed on to
 * subgraphs; a client's mistake is 4xx with a typed error.
 */
export function httpDoor(parts: HttpDoorParts): RequestListener {
  return (request, response) => {
    const requestId = randomUUID();
    response.setHeader('x-request-id', requestId);
    for (const [name, value] of RESPONSE_HEADERS) response.setHeader(name, value);
    parts.cors.mark(request, response);
    void route(parts, request, response, requestId)
      .catch((error: unknown) => refuse(parts, request, response, requestId, error))
      .catch(() => response.destroy());
  };
}

async function route(
  parts: HttpDoorParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  switch (path) {
    case '/graphql':
      if (parts.cors.preflight(request, response)) return;
      return request.method === 'POST' ? graphql(parts, request, response, requestId) : onlyPost(response);
    case '/live':
      return sendText(response, 200, 'live\n');
    case '/ready':
      return (await parts.ready())
        ? sendText(response, 200, 'ready\n')
        : sendText(response, 503, 'not ready\n');
    case '/metrics':
      // A listener gives nothing back: whether there is one decides.
      return parts.metrics ? parts.metrics(request, response) : sendText(response, 404, 'not found\n');
    default:
      return otherwise(parts, path, request, response, requestId);
  }
}

function otherwise(
  { forwarding, explorer }: HttpDoorParts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> | void {
  if (explorer?.handles(path)) return explorer.serve(path, request, response);
  const subgraph = forwarding.subgraphFor(path);
  return subgraph
    ? forwarding.forward(subgraph, request, response, requestId)
    : sendText(response, 404, 'not found\n');
}

function onlyPost(response: ServerResponse): void {
  response.setHeader('allow', 'POST');
  sendText(response, 405, 'send operations by POST, or subscribe over graphql-transport-ws\n');
}

const body = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

async function graphql(
  parts: HttpDoorParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const started = performance.now();
  const type = answerType(request.headers.accept);
  const token = bearerToken(request.headers.authorization);
  const session = await openSession(parts.auth, token, request, requestId);
  const operation = await operationIn(request);
  const kind = parts.admission.admit(operation);
  if (kind === OperationTypeNode.SUBSCRIPTION) {
    throw new EcoGridError('OPERATION_INVALID', {
      reason: 'SOCKET_ONLY',
    });
  }
  // A change is carried out also for those who no longer wait for its answer.
  if (kind === OperationTypeNode.QUERY)
    response.once('close', () => response.writableFinished || budgetOf(session).abandon());
  const answer = await parts.server.execute(operation, session);
  const wait = retryAfter(answer.body);
  if (wait !== undefined) response.setHeader('retry-after', wait);
  const status = wait === undefined ? answer.status : TOO_MANY_REQUESTS;
  await sendAnswer(request, response, status, answer.body, type);
  const took = Math.round(performance.now() - started);
  parts.logger.debug(
    {
      requestId,
      operationName: operation.operationName,
      kind,
      took,
      errors: answer.body.errors?.length ?? 0,
    },
    'answered',
  );
}

const TOO_MANY_REQUESTS = 429;

/** The seconds to wait, when nothing at all was done because of too many requests. */
function retryAfter({ data, errors = [] }: GraphQLAnswer['body']): number | undefined {
  if (data || errors.length === 0) return undefined;
  const limits = errors.map(({ extensions }) => extensions as RateLimited | undefined);
  if (!limits.every((each) => each?.code === 'RATE_LIMITED')) return undefined;
  return Math.max(...limits.map((each) => each?.details?.retryAfterSeconds ?? 1));
}

interface RateLimited {
  readonly code?: string;
  readonly details?: { readonly retryAfterSeconds?: number };
}

async function operationIn(request: IncomingMessage): Promise<GraphQLRequest> {
  if (!/^application\/(graphql-response\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new EcoGridError('OPERATION_INVALID', { reason: 'CONTENT_TYPE' });
  }
  const text = await requestText(request, BOUNDS.http.operationBytes);
  try {
    const { query, operationName, variables } = body.parse(JSON.parse(text));
    return { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
  } catch (cause) {
    throw new EcoGridError('OPERATION_INVALID', { reason: 'BODY_NOT_GRAPHQL' }, { cause });
  }
}

async function refuse(
  parts: HttpDoorParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  error: unknown,
): Promise<void> {
  const known: EcoGridError | undefined = error instanceof EcoGridError ? error : undefined;
  if (!known) parts.logger.error({ requestId, error: String((error as Error).stack) }, 'a request failed');
  if (response.headersSent) return void response.destroy();
  const errors = boundedErrors(errorsOf(known ?? new EcoGridError('INTERNAL_ERROR', { requestId })));
  const type = refusalType(request.headers.accept);
  await sendAnswer(request, response, known?.httpStatus ?? 500, { errors }, type);
}

function errorsOf(error: EcoGridError): readonly GraphQLFormattedError[] {
  if (error instanceof OperationRefusal) return error.errors;
  const { message, extensions } = error;
  return [{ message, extensions }];
}
