import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { OperationTypeNode, type GraphQLFormattedError } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import { bearerToken } from '@ecogrid/identity';
import { sendText, type Logger } from '@ecogrid/service';
import { openSession, type AuthParts, type Session } from '../auth/session.ts';
import { boundedErrors } from '../execution/bounded-errors.ts';
import { OperationRefusal } from '../execution/refusal.ts';
import type { GraphQLAnswer, GraphQLRequest } from '../execution/graphql-server.ts';
import { budgetOf } from '../upstream/answer-budget.ts';
import { EVENT_STREAM, MULTIPART, type StreamFormat } from '../subscription/stream-format.ts';
import { openHttpStream, type StreamDoorParts } from '../subscription/http-stream.ts';
import { sendAnswer } from './answer.ts';
import type { Cors } from './cors.ts';
import { sentOperation } from './graphql-request.ts';
import { acceptsAnswer, answerType, refusalType, streamType, type StreamType } from './negotiation.ts';
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
  /** The parts of every operation, and those of its stream where it is a subscription. */
  readonly streams: StreamDoorParts;
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
 * `POST` and `GET /graphql`, `GET /live`, `GET /ready`, `GET /metrics`, the explorer, and requests that are handed on to
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
      return graphql(parts, request, response, requestId);
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

const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'POST']);

async function graphql(
  parts: HttpDoorParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const started = performance.now();
  if (!METHODS.has(request.method)) throw notAllowed(response, 'GET, HEAD, POST');
  const token = bearerToken(request.headers.authorization);
  const session = await openSession(parts.auth, token, request, requestId);
  const sent = await sentOperation(request);
  const { documents, admission } = parts.streams;
  const operation = { ...sent, query: documents.textOf(sent) };
  const kind = admission.admit(operation);
  documents.admitted(sent);
  if (kind === OperationTypeNode.MUTATION && request.method !== 'POST') throw notAllowed(response, 'POST');
  const stream = streamType(request.headers.accept);
  if (kind === OperationTypeNode.SUBSCRIPTION) {
    if (!stream) throw new EcoGridError('OPERATION_INVALID', { reason: 'STREAM_ONLY' });
    if (request.method === 'HEAD') throw notAllowed(response, 'GET, POST');
    return openHttpStream(parts.streams, {
      ...operation,
      session,
      request,
      response,
      format: FORMATS[stream],
    });
  }
  // A change is carried out also for those who no longer wait for its answer.
  if (kind === OperationTypeNode.QUERY)
    response.once('close', () => response.writableFinished || budgetOf(session).abandon());
  const errors = await answer(parts, { operation, session, request, response, stream });
  const took = Math.round(performance.now() - started);
  const client = clientOf(request);
  parts.logger.debug(
    { requestId, operationName: operation.operationName, kind, took, errors, ...client },
    'answered',
  );
}

const FORMATS: Readonly<Record<StreamType, StreamFormat>> = {
  'text/event-stream': EVENT_STREAM,
  'multipart/mixed': MULTIPART,
};

interface Asked {
  readonly operation: GraphQLRequest;
  readonly session: Session;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly stream: StreamType | undefined;
}

/** @returns the number of errors in the answer. */
async function answer(parts: HttpDoorParts, asked: Asked): Promise<number> {
  const { operation, session, request, response, stream } = asked;
  // A client of event streams alone receives the one result as the only event of a stream.
  const isEventStream = stream === 'text/event-stream' && !acceptsAnswer(request.headers.accept);
  const type = isEventStream ? undefined : answerType(request.headers.accept);
  const { status, body } = await parts.streams.server.execute(operation, session);
  if (type) {
    const wait = retryAfter(body);
    if (wait !== undefined) response.setHeader('retry-after', wait);
    await sendAnswer(request, response, wait === undefined ? status : TOO_MANY_REQUESTS, body, type);
  } else {
    response.writeHead(200, { 'content-type': EVENT_STREAM.contentType });
    response.end(EVENT_STREAM.next(JSON.stringify(body)) + EVENT_STREAM.complete);
  }
  return body.errors?.length ?? 0;
}

function notAllowed(response: ServerResponse, methods: string): EcoGridError {
  response.setHeader('allow', methods);
  return new EcoGridError('METHOD_NOT_ALLOWED', { methods });
}

/** The names by which Apollo's clients and others introduce themselves. */
function clientOf({ headers }: IncomingMessage): { client?: string; clientVersion?: string } {
  const [client, clientVersion] = ['name', 'version'].map((each) => headers[`apollographql-client-${each}`]);
  return {
    ...(typeof client === 'string' && { client }),
    ...(typeof clientVersion === 'string' && { clientVersion }),
  };
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
