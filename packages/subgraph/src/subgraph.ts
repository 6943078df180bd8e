import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  GraphQLError,
  createSourceEventStream,
  execute,
  getOperationAST,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { countingStatements, type Database } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import type { EventLog } from '@ecogrid/events';
import type { ActorVerifier, StatedActor } from '@ecogrid/identity';
import type { Logger, Metrics } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';
import { GraphContext } from './context.ts';
import { PushedResults } from './pushed-results.ts';
import { formatError } from './format-error.ts';
import { subgraphMetrics, type SubgraphMetrics } from './metrics.ts';
import { withFieldPath } from './scalars/index.ts';

/** One operation for a subgraph. The token states the actor; for a subscription it is asked for anew as it expires. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly actorToken: () => Promise<string | undefined> | string | undefined;
  readonly requestId: string;
  /** Whether a subscription first says after which cursor it begins, by a result without data. */
  readonly saysWhereItBegins?: boolean;
  /** Ends an execution whose answer is no longer needed. */
  readonly signal?: AbortSignal | undefined;
}

/** A door of a subgraph's own besides GraphQL, such as for photos: it answers the request, or throws. */
export type HttpDoor = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type SubgraphResult = Pick<ExecutionResult, 'data' | 'errors' | 'extensions'>;

export interface SubgraphParts {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly database: Database;
  readonly log: EventLog;
  readonly verifier: ActorVerifier;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Absent in a subgraph that answers GraphQL alone. */
  readonly http?: HttpDoor | undefined;
  /** The faults that operators must correct while requests are answered, one line each; absent: none. */
  readonly troubles?: () => readonly string[];
}

/** The approximate memory of a parsed document for each character of its text. */
const BYTES_PER_CHARACTER = 100;
/** Valid operations are remembered, within a bound on memory: values of a client come through the gateway. */
const REMEMBERED = {
  max: BOUNDS.memory.operations,
  maxSize: BOUNDS.memory.operationBytes,
  sizeCalculation: (_document: unknown, query: string): number => (query.length + 1) * BYTES_PER_CHARACTER,
};

/** The number of errors in one answer: the first ones name the fault. */
const MAX_ERRORS = BOUNDS.requests.errors;

/** A running subgraph, however it is reached: in the gateway's own process or over HTTP and WebSocket. */
export class Subgraph {
  private readonly documents = new LRUCache<string, DocumentNode>(REMEMBERED);
  private readonly measured: SubgraphMetrics;

  constructor(readonly parts: SubgraphParts) {
    this.measured = subgraphMetrics(parts.name, parts.metrics);
  }

  get name(): string {
    return this.parts.name;
  }

  ready(): Promise<boolean> {
    return this.parts.database.ready();
  }

  /** The faults that operators must correct while requests are answered, one line each. */
  degraded(): readonly string[] {
    return this.parts.troubles?.() ?? [];
  }

  /** @throws EcoGridError UNAUTHENTICATED for a request that is not of the gateway. */
  async execute(request: SubgraphRequest): Promise<SubgraphResult> {
    const { actor, client } = await this.stated(request);
    const document = this.document(request.query);
    if (!isDocument(document)) return this.refused(document, request);
    if (operationKind(document, request.operationName) === 'subscription') {
      return this.refused([new GraphQLError('A subscription is not executed as a request')], request);
    }
    const context = new GraphContext(actor, request.requestId, this.parts.log, undefined, client);
    request.signal?.addEventListener('abort', () => context.fields.stop());
    return this.run({ ...this.args(document, request), contextValue: context });
  }

  /** @throws EcoGridError UNAUTHENTICATED. @returns results by event, or the errors that refused the subscription. */
  async subscribe(request: SubgraphRequest): Promise<AsyncIterableIterator<SubgraphResult> | SubgraphResult> {
    let stated = await this.stated(request);
    const current = async (): Promise<StatedActor['actor']> => {
      if (stated.expiresAt <= Date.now()) stated = await this.stated(request);
      return stated.actor;
    };
    const document = this.document(request.query);
    if (!isDocument(document)) return this.refused(document, request);
    const args = this.args(document, request);
    const context = (): GraphContext =>
      new GraphContext(stated.actor, request.requestId, this.parts.log, current);
    const opening = context();
    const source = await createSourceEventStream({ ...args, contextValue: opening });
    if (!(Symbol.asyncIterator in source))
      return this.formatted(located(source, document), request.requestId);
    const onEvent = (rootValue: unknown): Promise<SubgraphResult> =>
      this.run({ ...args, rootValue, contextValue: context() });
    const { openedAfter } = opening;
    const first = request.saysWhereItBegins && openedAfter ? { extensions: { openedAfter } } : undefined;
    return new PushedResults(source[Symbol.asyncIterator](), onEvent, this.measured.streams, first);
  }

  /**
   * Hands a request to the subgraph's own HTTP door.
   * @throws EcoGridError UNAUTHENTICATED for a request that is not of the gateway; NOT_FOUND for an unknown path.
   */
  async http(
    request: IncomingMessage,
    response: ServerResponse,
    { actorToken }: Pick<SubgraphRequest, 'actorToken'>,
  ): Promise<void> {
    const { verifier, http } = this.parts;
    await verifier.verify(await actorToken());
    if (!http) throw new EcoGridError('NOT_FOUND', { thing: 'path', id: request.url });
    await http(request, response);
  }

  private stated(request: Pick<SubgraphRequest, 'actorToken'>): Promise<StatedActor> {
    return Promise.resolve(request.actorToken()).then((token) => this.parts.verifier.verify(token));
  }

  private args(document: DocumentNode, request: SubgraphRequest): ExecutionArgs {
    const { operationName, variables } = request;
    return {
      schema: this.parts.schema,
      document,
      operationName: operationName ?? null,
      variableValues: variables ?? {},
    };
  }

  private async run(args: ExecutionArgs): Promise<SubgraphResult> {
    const count = { statements: 0 };
    const { fields, requestId } = args.contextValue as GraphContext;
    const result = await countingStatements(count, () => fields.within(() => execute(args))).catch(ended);
    this.measured.executed(count.statements);
    return this.formatted(located(result, args.document), requestId);
  }

  private document(query: string): DocumentNode | readonly GraphQLError[] {
    const known = this.documents.get(query);
    if (known) return known;
    const checked = this.check(query);
    if (isDocument(checked)) this.documents.set(query, checked);
    return checked;
  }

  private check(query: string): DocumentNode | readonly GraphQLError[] {
    try {
      const document = parse(query, { noLocation: true });
      const errors = validate(this.parts.schema, document);
      return errors.length > 0 ? errors.map((error) => withFieldPath(error, document)) : document;
    } catch (error) {
      return [error instanceof GraphQLError ? error : new GraphQLError(String(error))];
    }
  }

  private refused(errors: readonly GraphQLError[], { requestId }: SubgraphRequest): SubgraphResult {
    return this.formatted({ errors }, requestId);
  }

  private formatted({ data, errors }: ExecutionResult, requestId: string): SubgraphResult {
    if (!errors) return { data: data ?? null };
    const listed = errors
      .slice(0, MAX_ERRORS)
      .map((error) => formatError(error, requestId, this.parts.logger)) as unknown as GraphQLError[];
    return data === undefined ? { errors: listed } : { data, errors: listed };
  }
}

/** An execution that was ended at a bound has no data. */
function ended(error: unknown): ExecutionResult {
  if (!(error instanceof EcoGridError)) throw error;
  return { errors: [new GraphQLError(error.message, { originalError: error })] };
}

/** Without data the operation was refused before it began: its errors are about its values. */
function located(result: ExecutionResult, document: DocumentNode): ExecutionResult {
  if (result.data !== undefined || !result.errors) return result;
  return { ...result, errors: result.errors.map((error) => withFieldPath(error, document)) };
}

function isDocument(value: DocumentNode | readonly GraphQLError[]): value is DocumentNode {
  return 'kind' in value;
}

function operationKind(document: DocumentNode, operationName: string | undefined): string | undefined {
  return getOperationAST(document, operationName)?.operation;
}
