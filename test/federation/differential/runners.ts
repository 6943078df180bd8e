import {
  buildOperationContext,
  executeQueryPlan,
  type GraphQLDataSource,
  type ServiceMap,
} from '@apollo/gateway';
import { operationFromDocument, Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { getOperationAST, getVariableValues, type ExecutionResult, type GraphQLSchema } from 'graphql';
import {
  CompiledOperation,
  conditionVariables,
  fragmentsOf,
  Planning,
} from '../../../packages/plan-executor/dist/index.js';
import type { Generated } from './generated.ts';
import type { Answer, Asked, World } from './world.ts';

export type Ask = (asked: Asked) => Answer;
export type Runner = (operation: Generated, ask: Ask) => Promise<ExecutionResult>;

/** Our executor, as the gateway uses it. */
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
    return compiled.execute({ variables, fetch: async (request) => ask(request) });
  };
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
