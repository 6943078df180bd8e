import {
  buildOperationContext,
  executeQueryPlan,
  type GraphQLDataSource,
  type ServiceMap,
} from '@apollo/gateway';
import { operationFromDocument, Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import {
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import {
  CompiledOperation,
  conditionVariables,
  fragmentsOf,
  Planning,
  subgraphError,
  type Root,
} from '../../../packages/plan-executor/dist/index.js';
import { difference } from './compare.ts';
import type { Generated } from './generated.ts';
import type { Answer, Asked, Data, World } from './world.ts';

export type Ask = (asked: Asked) => Answer;
export type Runner = (operation: Omit<Generated, 'kind'>, ask: Ask) => Promise<ExecutionResult>;

/** Our executor, as the gateway uses it: a subscription is run for two events that come together. */
export function compiledRunner(world: World): Runner {
  const planning = new Planning(world.api, world.supergraphSdl);
  return async ({ document, variables }, ask) => {
    const operation = getOperationAST(document)!;
    const { coerced, errors } = getVariableValues(world.api, operation.variableDefinitions ?? [], variables);
    if (errors) return { errors };
    const conditions = Object.fromEntries(
      conditionVariables(operation, fragmentsOf(document)).map((name) => [name, coerced[name]]),
    );
    const compiled = new CompiledOperation(planning, document, operation, conditions);
    const execution = { variables, fetch: async (request: Asked) => ask(request) };
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return compiled.execute(execution);
    const results = await compiled.executeAll(
      execution,
      [1, 2].map(() => eventOf(world, compiled, variables)),
    );
    return alike(results);
  };
}

/** An event as the subgraph sends it that is subscribed to. */
function eventOf(world: World, { primary }: CompiledOperation, variables: Data): Root {
  const { serviceName: service = '', operation: query = '' } = primary ?? {};
  const used = Object.entries(variables).filter(([name]) => primary?.variableUsages?.includes(name));
  const { data, errors = [] } = world.answer({ service, query, variables: Object.fromEntries(used) });
  const faults = errors.map((error) => ({ error: subgraphError(error), path: error.path }));
  return { data: data ?? null, faults };
}

/** The result that all have. */
function alike([first = {}, ...others]: readonly ExecutionResult[]): ExecutionResult {
  const differs = others.some((each) => difference(each, first) !== undefined);
  return differs ? { data: { thrown: 'results of equal events differ' } } : first;
}

/** The executor of @apollo/gateway. */
export function stockRunner(world: World): Runner {
  const supergraph = Supergraph.build(world.supergraphSdl);
  const planner = new QueryPlanner(supergraph);
  const api: Schema = supergraph.apiSchema();
  const supergraphSchema: GraphQLSchema = supergraph.schema.toGraphQLJSSchema();
  return async ({ document, text, variables }, ask) => {
    const services: ServiceMap = Object.fromEntries(
      world.services.map((service) => [
        service,
        {
          process: async ({ request }) =>
            ask({ service, query: request.query ?? '', variables: request.variables ?? {} }),
        } as GraphQLDataSource,
      ]),
    );
    const plan = planner.buildQueryPlan(operationFromDocument(api, document));
    const context = buildOperationContext({ schema: world.api, operationDocument: document });
    const request = {
      request: { query: text, variables },
      source: text,
      queryHash: '',
      document,
      context: {},
      metrics: {},
      logger: SILENT,
    };
    return executeQueryPlan(plan, services, request as never, context, supergraphSchema, api);
  };
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
