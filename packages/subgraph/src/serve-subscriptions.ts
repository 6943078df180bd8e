import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { GraphQLError, parse, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { handleProtocols, makeServer, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { EcoGridError } from '@ecogrid/errors';
import { z } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';
import { PushedResults } from './pushed-results.ts';
import { formatError } from './format-error.ts';
import { GatheringSocket } from './gathering-socket.ts';
import type { Subgraph, SubgraphRequest } from './subgraph.ts';

/**
 * The gateway shares one socket among many actors: each `subscribe` states its own in `extensions.actorToken`, and a
 * `ping` with `{"tokens": {"<operation id>": "<token>"}}` renews them. As they share it, one reader that is behind
 * cannot leave the socket unread: `{"hold": ["<operation id>"]}` rests that stream until `{"release": […]}`. With
 * `extensions.saysWhereItBegins` the first `next` has no data and `extensions.openedAfter`, a cursor: a stream that is
 * lost before its first event is opened again from there.
 */
type Extra = Record<PropertyKey, unknown> & { tokens?: Map<string, string>; streams?: Map<string, Rested> };
type Rested = Pick<PushedResults<unknown>, 'hold' | 'release'>;
type Options = ServerOptions<Record<string, unknown>, Extra>;

const orders = z.object({
  tokens: z.record(z.string(), z.string()).default({}),
  hold: z.array(z.string()).default([]),
  release: z.array(z.string()).default([]),
});

/** Serves graphql-transport-ws on `/graphql` to the gateway. */
export function serveSubscriptions(server: Server, subgraph: Subgraph): { close(): Promise<void> } {
  const protocols = makeServer<Record<string, unknown>, Extra>(protocol(subgraph));
  const maxPayload = BOUNDS.sockets.messageBytes;
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload, handleProtocols });
  sockets.on('connection', (socket, request) => {
    const gathering = new GatheringSocket(socket, request.socket);
    gathering.keepAlive();
    socket.on('error', () => undefined);
    const closed = protocols.opened(gathering, {});
    socket.once('close', (code, reason) => {
      closed(code, reason.toString('utf8')).catch((error: unknown) =>
        subgraph.parts.logger.error(
          { error: String(error) },
          'a socket of the gateway did not close in order',
        ),
      );
    });
  });
  return { close: () => closeAll(sockets) };
}

async function closeAll(sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(1001, 'Going away');
  await new Promise<void>((resolve) => sockets.close(() => resolve()));
}

function protocol(subgraph: Subgraph): Options {
  const run = (args: ExecutionArgs): ReturnType<Subgraph['subscribe']> =>
    subgraph.subscribe(args.contextValue as SubgraphRequest).catch(refusal);
  return {
    onPing: ({ extra }, payload) => {
      const { data } = orders.safeParse(payload);
      for (const [id, token] of Object.entries(data?.tokens ?? {})) extra.tokens?.set(id, token);
      for (const id of data?.hold ?? []) extra.streams?.get(id)?.hold();
      for (const id of data?.release ?? []) extra.streams?.get(id)?.release();
    },
    onSubscribe: ({ extra }, id, payload) => {
      const tokens = (extra.tokens ??= new Map<string, string>());
      const token = payload.extensions?.['actorToken'];
      const args = executionArgs(subgraph, () => tokens.get(id), payload);
      // An operation that is refused here is not completed later: nothing of it may stay.
      if (typeof token === 'string' && 'document' in args) tokens.set(id, token);
      return args;
    },
    onOperation: ({ extra }, id, _payload, _args, result) => {
      if (result instanceof PushedResults) (extra.streams ??= new Map<string, Rested>()).set(id, result);
    },
    onComplete: ({ extra }, id) => {
      extra.tokens?.delete(id);
      extra.streams?.delete(id);
    },
    onError: (_context, _id, _payload, errors) =>
      errors.map((error) => formatError(error, randomUUID(), subgraph.parts.logger)),
    // Errors are formatted already; the stock way would ask them for a toJSON that plain objects lack.
    onNext: (_context, _id, _payload, _args, result) => result,
    subscribe: run as never,
    execute: () =>
      Promise.resolve(refusal(new EcoGridError('OPERATION_INVALID', { reason: 'SUBSCRIPTION_ONLY' }))),
  };
}

function executionArgs(
  subgraph: Subgraph,
  actorToken: SubgraphRequest['actorToken'],
  payload: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  const { query, operationName, variables, extensions } = payload;
  const request: SubgraphRequest = {
    query,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    actorToken,
    requestId: randomUUID(),
    saysWhereItBegins: extensions?.['saysWhereItBegins'] === true,
  };
  try {
    const document = parse(query, { noLocation: true });
    return {
      schema: subgraph.parts.schema,
      document,
      operationName: operationName ?? null,
      contextValue: request,
    };
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError(String(error))];
  }
}

function refusal(error: unknown): ExecutionResult {
  const known =
    error instanceof EcoGridError ? error : new EcoGridError('INTERNAL_ERROR', { requestId: null });
  return { errors: [{ message: known.message, extensions: known.extensions } as unknown as GraphQLError] };
}
