import type { GraphQLDataSource, ServiceMap } from '@apollo/gateway';
import {
  subgraphError,
  type Execution as PlanExecution,
  type Fault,
  type Root,
} from '@ecogrid/plan-executor';
import type { ExecutionResult } from 'graphql';
import { copied } from './copied.ts';
import type { Logger } from './options.ts';
import type { PreparedOperation } from './prepared-operation.ts';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type Data = Record<string, unknown>;

/** The common part of one audience's executions. */
export interface Execution {
  readonly prepared: PreparedOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly services: () => ServiceMap;
  readonly logger: Logger;
}

/** The result of an event that needs nothing from elsewhere; undefined where a plan must be run. */
export function directResult(
  { compiled }: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  event: ExecutionResult,
): ExecutionResult | undefined {
  return compiled.isComplete ? compiled.completed(variables, rootOf(compiled, event)) : undefined;
}

/**
 * Each event of the primary subgraph becomes one result: the plan goes on from the data of the event, for all of them
 * at once. Never rejects for a fault of a subgraph; that is partial data with errors.
 */
export function executeEvents(
  execution: Execution,
  events: readonly ExecutionResult[],
  context: unknown,
): Promise<ExecutionResult[]> {
  const { compiled } = execution.prepared;
  const roots = events.map((event) => rootOf(compiled, event));
  return compiled.executeAll(planExecution(execution, context), roots);
}

/** Merging the rest writes into the answer of the primary, which may belong to others. */
function rootOf(
  { writesIntoRoot }: PreparedOperation['compiled'],
  { data, errors = [] }: ExecutionResult,
): Root {
  const own = writesIntoRoot ? copied(data) : data;
  return { data: (own ?? null) as Data | null, faults: errors.map(faultOf) };
}

function faultOf(error: NonNullable<ExecutionResult['errors']>[number]): Fault {
  return { error: subgraphError(error), path: error.path };
}

function planExecution(
  { variables, services, logger, prepared }: Execution,
  context: unknown,
): PlanExecution {
  const all = prepared.compiled.isComplete ? {} : services();
  return {
    variables,
    fetch: async ({ service, query, variables: given }) => {
      const source = all[service];
      try {
        if (!source) throw new Error('no data source of this name');
        return await source.process(processOptions(query, given, context));
      } catch (cause) {
        logger.warn(
          `Subgraph "${service}" did not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
        );
        throw cause;
      }
    },
  };
}

/** The part of Apollo's options that data sources read. */
function processOptions(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  given: unknown,
): ProcessOptions {
  const context = (given ?? {}) as Record<string, unknown>;
  const request = { query, variables };
  const incomingRequestContext = { request, context, metrics: {} };
  return {
    kind: 'incoming operation',
    request,
    context,
    incomingRequestContext,
  } as unknown as ProcessOptions;
}
