import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { GraphQLError, parse, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { ServerOptions, SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { EcoGridError } from '@ecogrid/errors';
import { z } from '@ecogrid/service';
import type { Subgraph, SubgraphRequest } from './subgraph.ts';

/**
 * The gateway shares one socket among many actors: each `subscribe` states its own in `extensions.actorToken`, and a
 * `ping` with `{"tokens": {"<operation id>": "<token>"}}` renews them.
 */
type Extra = Record<PropertyKey, unknown> & { tokens?: Map<string, string> };
type Options = ServerOptions<Record<string, unknown>, Extra>;

const renewal = z.object({ tokens: z.record(z.string(), z.string()) });
const MESSAGE_LIMIT_BYTES = 1024 * 1024;

/** Serves graphql-transport-ws on `/graphql` to the gateway. */
export function serveSubscriptions(server: Server, subgraph: Subgraph): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MESSAGE_LIMIT_BYTES });
  const disposable = useServer<Record<string, unknown>, Extra>(protocol(subgraph), sockets);
  return { close: async () => void (await disposable.dispose()) };
}

function protocol(subgraph: Subgraph): Options {
  const run = (args: ExecutionArgs): ReturnType<Subgraph['subscribe']> =>
    subgraph.subscribe(args.contextValue as SubgraphRequest).catch(refusal);
  return {
    onPing: ({ extra }, payload) => {
      const given = renewal.safeParse(payload);
      if (given.success)
        for (const [id, token] of Object.entries(given.data.tokens)) extra.tokens?.set(id, token);
    },
    onSubscribe: ({ extra }, id, payload) => {
      const tokens = (extra.tokens ??= new Map<string, string>());
      const token = payload.extensions?.['actorToken'];
      if (typeof token === 'string') tokens.set(id, token);
      return executionArgs(subgraph, () => tokens.get(id), payload);
    },
    onComplete: ({ extra }, id) => void extra.tokens?.delete(id),
    // Errors are formatted already; the stock way would ask them for a toJSON that plain objects lack.
    onNext: (_context, _id, _payload, _args, result) => result,
    subscribe: run as never,
    execute: () =>
      Promise.resolve(refusal(new EcoGridError('OPERATION_INVALID', { reason: 'only subscriptions' }))),
  };
}

function executionArgs(
  subgraph: Subgraph,
  actorToken: SubgraphRequest['actorToken'],
  payload: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  const { query, operationName, variables } = payload;
  const request: SubgraphRequest = {
    query,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    actorToken,
    requestId: randomUUID(),
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
