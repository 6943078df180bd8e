import { AsyncLocalStorage } from 'node:async_hooks';
import { ApolloServer, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { ApolloGateway } from '@apollo/gateway';
import type {
  DocumentNode,
  ExecutionResult,
  FormattedExecutionResult,
  GraphQLError,
  GraphQLFormattedError,
} from 'graphql';
import { EcoGridError, catalogue, isErrorCode } from '@ecogrid/errors';
import { messageLogger, type Logger } from '@ecogrid/service';
import type { Session } from '../auth/session.ts';
import type { Admission } from './admission.ts';
import { boundedErrors } from './bounded-errors.ts';
import type { CompiledExecutor } from './compiled-executor.ts';
import { OperationRefusal } from './refusal.ts';
import { finishResult } from './stock-result.ts';
import { budgetOf } from '../upstream/answer-budget.ts';
import { PLANNER, hasTooManyWays } from '../supergraph/planner.ts';
import { catalogueCode, inBothLanguages } from './client-error.ts';

type DocumentStore = NonNullable<ApolloServerOptions<BaseContext>['documentStore']>;

export interface GraphQLRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export interface GraphQLAnswer {
  readonly status: number;
  readonly body: FormattedExecutionResult;
}

/** Apollo's request pipeline before the gateway: validation, planning, execution; nothing phones home. */
export class GraphQLServer {
  private readonly server: ApolloServer;
  /** Apollo formats an error, and looks for a document, without naming the request that it is of. */
  private readonly current = new AsyncLocalStorage<{ readonly requestId: string; readonly query: string }>();

  /** @param compiled executes admitted operations; absent: Apollo's executor does. */
  constructor(
    gateway: ApolloGateway,
    private readonly admission: Pick<Admission, 'remembered'>,
    private readonly logger: Logger,
    private readonly compiled?: CompiledExecutor,
  ) {
    this.server = new ApolloServer({
      logger: messageLogger(logger, 'apollo-server'),
      gateway,
      introspection: true,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      persistedQueries: false,
      documentStore: this.documents(admission),
      formatError: (formatted, error) => this.clientError(formatted, error),
      plugins: [
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginInlineTraceDisabled(),
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginSchemaReportingDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
      ],
    });
  }

  start(): Promise<void> {
    return this.server.start();
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  async execute(request: GraphQLRequest, session: Session): Promise<GraphQLAnswer> {
    const document = this.compiled && this.admission.remembered(request.query);
    return document
      ? this.executeCompiled({ ...request, document }, session)
      : this.executeStock(request, session);
  }

  private async executeCompiled(
    request: GraphQLRequest & { readonly document: DocumentNode },
    session: Session,
  ): Promise<GraphQLAnswer> {
    try {
      const result = await this.compiled?.execute(request.query, request, session);
      const { exceeded } = budgetOf(session);
      if (exceeded) return refusedAnswer(exceeded);
      const { data, errors } = result ?? {};
      const shown = errors && { errors: boundedErrors(errors.map((each) => inBothLanguages(each).toJSON())) };
      return { status: 200, body: { data: data ?? null, ...shown } };
    } catch (error) {
      const errors = error instanceof OperationRefusal ? error.errors : [this.failure(error, session)];
      return { status: statusOf({ errors }, 500), body: { errors: boundedErrors(errors) } };
    }
  }

  private failure(error: unknown, { requestId }: Session): GraphQLFormattedError {
    if (error instanceof EcoGridError) return { message: error.message, extensions: error.extensions };
    return hasTooManyWays(error) ? tooManyWays() : this.masked(error, requestId);
  }

  private async executeStock(
    { query, operationName, variables }: GraphQLRequest,
    session: Session,
  ): Promise<GraphQLAnswer> {
    const request = { query, ...(operationName && { operationName }), ...(variables && { variables }) };
    const answer = await this.current.run({ requestId: session.requestId, query }, () =>
      this.server.executeOperation(request, { contextValue: session }),
    );
    const { exceeded } = budgetOf(session);
    if (exceeded) return refusedAnswer(exceeded);
    if (answer.body.kind !== 'single') throw new Error('an incremental answer was not asked for');
    const body = withNullsExplained(answer.body.singleResult);
    const errors = body.errors && { errors: boundedErrors(body.errors) };
    return { status: statusOf(body, answer.http.status), body: { ...body, ...errors } };
  }

  /** An admitted operation is already parsed and validated. */
  private documents(admission: Pick<Admission, 'remembered'>): DocumentStore {
    const get = (): Promise<DocumentNode | undefined> =>
      Promise.resolve(admission.remembered(this.current.getStore()?.query ?? ''));
    return { get, set: () => Promise.resolve(), delete: () => Promise.resolve(true) };
  }

  /** Errors as clients receive them: catalogued codes unchanged, invalid operations coded, any other error masked. */
  private clientError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
    const { serviceName: _service, stacktrace: _trace, ...extensions } = formatted.extensions ?? {};
    if (isErrorCode(extensions['code'])) return { ...formatted, extensions };
    const cause = unwrapResolverError(error);
    if (cause instanceof EcoGridError) return { ...formatted, extensions: cause.extensions };
    if (catalogueCode(extensions['code']) === 'OPERATION_INVALID') return asOurs(formatted);
    if (hasTooManyWays(cause)) return tooManyWays();
    // A foreign subgraph's error is its own word; a failure in here is not for others to read.
    if (formatted.extensions?.['serviceName']) return { ...formatted, extensions };
    return this.masked(cause, this.current.getStore()?.requestId ?? null);
  }

  private masked(cause: unknown, requestId: string | null): GraphQLFormattedError {
    this.logger.error(
      { requestId, error: cause instanceof Error ? cause.stack : String(cause) },
      'an unknown error was masked',
    );
    const masked = new EcoGridError('INTERNAL_ERROR', { requestId });
    return { message: masked.message, extensions: masked.extensions };
  }
}

/** An operation that was ended at a bound has no data: a part of the answer is not the answer. */
function refusedAnswer({ message, extensions }: GraphQLError): GraphQLAnswer {
  const status = new EcoGridError('ANSWER_TOO_LARGE').httpStatus;
  return { status, body: { errors: [{ message, extensions }] } };
}

/** Apollo answers 500 for any error before the execution, also for errors of the client. */
function statusOf({ data, errors }: FormattedExecutionResult, status = 200): number {
  const code = errors?.[0]?.extensions?.['code'];
  return data === undefined && isErrorCode(code) ? catalogue[code].http : status;
}

function tooManyWays(): GraphQLFormattedError {
  const limit = PLANNER.debug?.pathsLimit;
  const { message, extensions } = new EcoGridError('OPERATION_TOO_LARGE', {
    limit,
    measure: 'FETCH_OPTIONS',
  });
  return { message, extensions };
}

function asOurs(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message, extensions } = new EcoGridError('OPERATION_INVALID', {
    reason: 'REJECTED',
    quote: formatted.message,
  });
  return { ...formatted, message, extensions };
}

/** Apollo reports a null in a non-null field in `extensions` only: clients find it among the errors. */
function withNullsExplained(result: FormattedExecutionResult): FormattedExecutionResult {
  if (!result.extensions?.['valueCompletion']) return result;
  const { errors = [], ...rest } = finishResult(result as ExecutionResult);
  return errors.length > 0
    ? { ...rest, errors: errors.map((error) => inBothLanguages(error).toJSON()) }
    : rest;
}
