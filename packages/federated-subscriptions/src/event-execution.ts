import { executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import type { ExecutionResult } from 'graphql';
import { eventsField } from './batch-plan.ts';
import { copied, onceForAll } from './once-for-all.ts';
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

/** The result of an event that needs nothing from elsewhere; undefined where the plan must judge it. */
export function directResult(
  prepared: PreparedOperation,
  event: ExecutionResult,
): ExecutionResult | undefined {
  if (event.errors || prepared.restServices.length > 0) return undefined;
  const direct = prepared.project?.(event.data);
  return direct ? { data: direct as Data } : undefined;
}

/**
 * One event of the primary subgraph becomes one result: the plan runs as an ordinary sequence whose first fetch is
 * answered by the event. Never rejects for what a subgraph does; that is partial data with errors.
 */
export async function executeEvent(execution: Execution, event: ExecutionResult, context: unknown) {
  const { prepared } = execution;
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

/**
 * The same for many events by one plan.
 * @returns no results unless all of them are complete: after a failure each event is executed alone, so that its errors get their paths.
 */
export async function executeEvents(
  execution: Execution,
  events: readonly ExecutionResult[],
  context: unknown,
): Promise<ReadonlyArray<ExecutionResult | undefined>> {
  const { batch, version, project } = execution.prepared;
  if (!batch || events.some(({ errors, data }) => errors || !data)) return [];
  const complete = events.map((event) => copied(event.data));
  const { data, errors, extensions } = await executeQueryPlan(
    batch.plan,
    batchServices(execution, complete),
    requestContext(execution, context),
    project ? batch.completing : batch.selecting,
    version.planning.supergraphSchema,
    batch.api,
  );
  if (errors || extensions) return [];
  const results = project ? complete.map(project) : (data?.[eventsField] as unknown[] | null | undefined);
  return (results ?? []).map((each) => (each === undefined ? undefined : { data: each as Data | null }));
}

/** The plan's executor completes what the first of these answers where it stands. */
function batchServices({ prepared, services }: Execution, complete: readonly unknown[]): ServiceMap {
  const answered = { process: () => Promise.resolve({ data: { [eventsField]: complete } }) };
  const map: ServiceMap = { [eventServiceName]: answered as GraphQLDataSource };
  const all = services();
  for (const name of prepared.restServices) {
    const source = all[name];
    if (source) map[name] = onceForAll(source);
  }
  return map;
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
  return restServices.length > 0 || primary.outputRewrites ? (copied(data) as Data) : data;
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
