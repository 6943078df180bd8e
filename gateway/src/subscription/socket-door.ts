import type { Server } from 'node:http';
import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { CloseCode, type ConnectionInitMessage, type Context, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { EcoGridError } from '@ecogrid/errors';
import type { FederatedSubscriptions } from '@ecogrid/federated-subscriptions';
import { bearerToken } from '@ecogrid/identity';
import type { Logger } from '@ecogrid/service';
import { openSession, type AuthParts, type Session } from '../auth/session.ts';
import type { Admission } from '../execution/admission.ts';
import type { GraphQLServer } from '../execution/graphql-server.ts';

/** Bounds on what one client may ask of a socket. */
const MESSAGE_LIMIT_BYTES = 256 * 1024;
const INIT_TIMEOUT_MS = 5_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** The service is going away: reconnect, to another process if there is one (RFC 6455 registry). */
const SERVICE_RESTART = 1012;

export interface SocketDoorParts {
  readonly auth: AuthParts;
  readonly admission: Admission;
  readonly server: GraphQLServer;
  readonly subscriptions: FederatedSubscriptions<Session>;
  readonly logger: Logger;
}

type Params = NonNullable<ConnectionInitMessage['payload']>;
type Held = Record<PropertyKey, unknown> & { session?: Session; expiry?: NodeJS.Timeout };
type SocketContext = Context<Params, Extra & Held>;

/** graphql-transport-ws on `/graphql`: subscriptions, and queries and mutations for those who prefer one socket. */
export class SocketDoor {
  private readonly sockets: WebSocketServer;
  private readonly contexts = new Set<SocketContext>();

  constructor(
    server: Server,
    private readonly parts: SocketDoorParts,
  ) {
    this.sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MESSAGE_LIMIT_BYTES });
    useServer<Params, Held>(this.protocol() as ServerOptions<Params, Extra & Held>, this.sockets);
  }

  /** Closes every socket of a subject whose rights have changed; its clients come back with the rights of now. */
  closeSubject(subject: string): void {
    for (const { extra } of this.contexts) {
      if (extra.session?.principal?.subject === subject) extra.socket.close(CloseCode.Forbidden, 'Rights have changed');
    }
  }

  async close(): Promise<void> {
    for (const client of this.sockets.clients) client.close(SERVICE_RESTART, 'Service restart');
    await new Promise<void>((resolve) => this.sockets.close(() => resolve()));
  }

  private protocol(): ServerOptions<Params, Extra & Held> {
    return {
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onConnect: (context) => this.connect(context),
      onDisconnect: (context) => this.forget(context),
      onClose: (context) => this.forget(context),
      onSubscribe: (context, _id, payload) => this.operation(context, payload),
      subscribe: (args) => this.subscribe(args) as never,
      execute: (args) => this.execute(args) as never,
      // Results are formatted already: the stock way asks errors for a toJSON that plain ones lack.
      onNext: (_context, _id, _payload, _args, result) => result,
      onError: (_context, _id, _payload, errors) => errors.map(({ message, extensions }) => ({ message, extensions })),
    };
  }

  private async connect(context: SocketContext): Promise<boolean> {
    try {
      const given = context.connectionParams?.['authorization'] ?? context.connectionParams?.['Authorization'];
      const header = typeof given === 'string' ? given : context.extra.request.headers.authorization;
      const session = await openSession(this.parts.auth, bearerToken(header));
      context.extra.session = session;
      this.contexts.add(context);
      if (session.principal) this.closeAtExpiry(context, session.principal.expiresAt);
      return true;
    } catch (error) {
      if (!(error instanceof EcoGridError)) this.parts.logger.error({ error: String(error) }, 'a socket was refused');
      return false;
    }
  }

  private closeAtExpiry(context: SocketContext, expiresAt: number): void {
    const inMs = Math.min(Math.max(expiresAt - Date.now(), 0), LONGEST_TIMER_MS);
    const close = (): void => context.extra.socket.close(CloseCode.Forbidden, 'The token has expired');
    context.extra.expiry = setTimeout(close, inMs).unref();
  }

  private forget(context: SocketContext): void {
    clearTimeout(context.extra.expiry);
    this.contexts.delete(context);
  }

  /** A mistake in one operation answers that operation and leaves the socket alone. */
  private async operation(
    { extra }: SocketContext,
    { query, operationName, variables }: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    try {
      const document = this.parts.admission.document(query);
      this.parts.admission.kindOf(document, operationName ?? undefined);
      const { schema } = this.parts.subscriptions;
      const errors = this.parts.subscriptions.validate(schema, document);
      if (errors.length > 0) return errors;
      const session = (await extra.session?.renewed()) ?? extra.session;
      return {
        schema,
        document,
        operationName: operationName ?? null,
        variableValues: variables ?? {},
        contextValue: { session, query },
      };
    } catch (error) {
      return [graphqlError(error)];
    }
  }

  private subscribe(args: ExecutionArgs): ReturnType<FederatedSubscriptions<Session>['subscribe']> {
    const { session } = args.contextValue as { session: Session };
    return this.parts.subscriptions.subscribe({ ...args, contextValue: session });
  }

  private async execute({ contextValue, operationName, variableValues }: ExecutionArgs): Promise<ExecutionResult> {
    const { session, query } = contextValue as { session: Session; query: string };
    const variables = variableValues as Record<string, unknown> | undefined;
    const answer = await this.parts.server.execute({ query, operationName: operationName ?? undefined, variables }, session);
    return answer.body as ExecutionResult;
  }
}

function graphqlError(error: unknown): GraphQLError {
  const known = error instanceof EcoGridError ? error : new EcoGridError('INTERNAL_ERROR', { requestId: null });
  return new GraphQLError(known.message, { extensions: { ...known.extensions } });
}
