import { executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import type { ExecutionResult } from 'graphql';
import { finishResult } from './result-errors.ts';
import type { Logger } from './options.ts';
import { eventServiceName, type PreparedOperation } from './prepared-operation.ts';
import { withLocatedErrors } from './subgraph-errors.ts';

type RequestContext = Parameters<typeof executeQueryPlan>[2];
type Data = Record<string, unknown>;

/** What one audience's executions have in common. */
export interface Execution {
  readonly prepared: PreparedOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly services: () => ServiceMap;
  readonly logger: Logger;
}

/**
 * One event of the primary subgraph becomes one result: the plan runs as an ordinary sequence whose first fetch is
 * answered by the event. Never rejects for what a subgraph does; that is partial data with errors.
 */
export async function executeEvent(execution: Execution, event: ExecutionResult, context: unknown) {
  const { prepared } = execution;
  const direct = event.errors ? undefined : prepared.direct?.(event.data);
  if (direct) return { data: direct as Data };
  const data = ownData(prepared, event);
  const result = await executeQueryPlan(
    prepared.plan,
    servicesFor(execution, data, event),
    requestContext(execution, context),
    prepared.operationContext,
    prepared.version.planning.supergraphSchema,
    prepared.version.planning.api,
  );
  return finishResult(result);
}

function servicesFor(
  { prepared, services, logger }: Execution,
  data: Data | null,
  event: ExecutionResult,
): ServiceMap {
  const errors = event.errors?.map(({ message, path, extensions }) => ({ message, path, extensions }));
  const answered = {
    process: () => Promise.resolve({ data, ...(errors && { errors }) }),
  } as GraphQLDataSource;
  const map: ServiceMap = { [eventServiceName]: answered };
  const all = prepared.restServices.length > 0 ? services() : {};
  for (const name of prepared.restServices)
    map[name] = withLocatedErrors(all[name], { prepared, data, logger, name });
  return map;
}

/** Merging the rest writes into what the primary answered, which may belong to others. */
function ownData({ restServices, primary }: PreparedOperation, { data }: ExecutionResult): Data | null {
  if (!data) return null;
  return restServices.length > 0 || primary.outputRewrites ? (cloned(data) as Data) : data;
}

function cloned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloned);
  if (typeof value !== 'object' || value === null || !isRecord(value)) return value;
  const copy: Data = Object.create(null) as Data;
  for (const key of Object.keys(value)) copy[key] = cloned(value[key]);
  return copy;
}

function isRecord(value: object): value is Data {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** The part of Apollo's request context that plans and data sources read. */
function requestContext({ prepared, variables, logger }: Execution, context: unknown): RequestContext {
  const { text, document, operation, operationName, version } = prepared;
  const partial: Partial<RequestContext> = {
    request: { query: text, variables, ...(operationName !== undefined && { operationName }) },
    context: (context ?? {}) as Record<string, unknown>,
    source: text,
    queryHash: '',
    document,
    operation,
    operationName: operationName ?? null,
    schema: version.schema,
    logger,
    metrics: {},
  };
  return partial as RequestContext;
}
