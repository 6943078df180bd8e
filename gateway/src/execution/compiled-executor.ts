import {
  GraphQLError,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import {
  CompiledOperation,
  conditionVariables,
  fragmentsOf,
  type Fetch,
  type Planning,
} from '@ecogrid/plan-executor';
import { EcoGridError } from '@ecogrid/errors';
import type { SchemaSource, SchemaUpdate } from '@ecogrid/federated-subscriptions';
import type { Session } from '../auth/session.ts';
import type { TransportDataSource } from '../upstream/data-source.ts';
import type { Operation } from './operation-cost.ts';
import { OperationRefusal } from './refusal.ts';
import { rememberedByText } from './remembered.ts';

/** An operation of a document, before the variables in its conditions are looked at. */
interface Analysed {
  readonly operation: OperationDefinitionNode;
  readonly conditions: readonly string[];
}

/** The approximate memory of a plan for each character of its operation. */
const BYTES_PER_CHARACTER = 200;

/** Executes admitted queries and mutations: each is planned and put together once, for the conditions it was sent with. */
export class CompiledExecutor {
  private readonly services: () => Readonly<Record<string, TransportDataSource>>;
  private readonly compiled = new LRUCache<string, CompiledOperation>(rememberedByText(BYTES_PER_CHARACTER));
  private analysed = new WeakMap<DocumentNode, Map<string, Analysed>>();
  private planning: Planning | undefined;

  constructor(
    source: SchemaSource,
    services: () => Readonly<Record<string, TransportDataSource>>,
    planningOf: (update: SchemaUpdate) => Planning,
  ) {
    this.services = services;
    source.onSchemaLoadOrUpdate((update) => {
      this.planning = planningOf(update);
      this.compiled.clear();
      this.analysed = new WeakMap();
    });
  }

  /** @throws EcoGridError OPERATION_INVALID for variables that do not fit; the errors of the planner. */
  async execute(query: string, request: Operation, session: Session): Promise<ExecutionResult> {
    const { variables = {} } = request;
    const compiled = this.operation(query, request);
    return compiled.execute({ variables, fetch: this.fetchAs(session) });
  }

  private operation(
    query: string,
    { document, operationName, variables = {} }: Operation,
  ): CompiledOperation {
    const { planning } = this;
    if (!planning) throw new EcoGridError('SCHEMA_NOT_READY');
    const { operation, conditions } = this.analysis(document, operationName);
    const { coerced, errors } = getVariableValues(
      planning.schema,
      operation.variableDefinitions ?? [],
      variables,
    );
    if (errors) throw new OperationRefusal(errors);
    const key = `${conditions.map((name) => (coerced[name] === true ? '1' : '0')).join('')} ${operationName ?? ''} ${query}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const decided = Object.fromEntries(conditions.map((name) => [name, coerced[name]]));
    const compiled = new CompiledOperation(planning, document, operation, decided);
    this.compiled.set(key, compiled);
    return compiled;
  }

  private analysis(document: DocumentNode, operationName = ''): Analysed {
    const known = this.analysed.get(document) ?? new Map<string, Analysed>();
    this.analysed.set(document, known);
    const analysed = known.get(operationName);
    if (analysed) return analysed;
    const operation = getOperationAST(document, operationName || undefined);
    if (!operation) throw new GraphQLError('The document has no such operation.');
    const found = { operation, conditions: conditionVariables(operation, fragmentsOf(document)) };
    known.set(operationName, found);
    return found;
  }

  private fetchAs(session: Session): Fetch {
    const services = this.services();
    return ({ service, query, variables }) => {
      const source = services[service];
      if (!source) throw new Error(`The supergraph names no subgraph ${service}`);
      return source.fetch({ query, variables }, session);
    };
  }
}
