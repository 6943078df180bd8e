import { operationFromDocument, Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan, type QueryPlannerConfig } from '@apollo/query-planner';
import { isInterfaceType, isObjectType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { readFieldSets, type FieldSets } from './field-sets.ts';
import { requiredVariants, type RequiredVariants } from './required-variants.ts';
import type { StepParts } from './steps.ts';

/** One supergraph, and all that is the same for every operation on it. */
export class Planning {
  readonly schema: GraphQLSchema;
  readonly supergraph: Supergraph;
  private readonly plannerConfig: QueryPlannerConfig | undefined;
  private built?: { planner: QueryPlanner; api: Schema; stepParts: StepParts };
  private sets: FieldSets | undefined;
  private readonly variants: RequiredVariants;

  /** @param apiSchema the supergraph as clients see it, which a gateway has validated already. */
  constructor(apiSchema: GraphQLSchema, supergraphSdl: string, plannerConfig?: QueryPlannerConfig) {
    this.schema = apiSchema;
    this.variants = requiredVariants(parse(supergraphSdl, { noLocation: true }));
    this.supergraph = Supergraph.build(this.variants.supergraph, { validateSupergraph: false });
    this.plannerConfig = plannerConfig;
  }

  /** The address the supergraph gives a subgraph. */
  urlOf(service: string): string | undefined {
    return this.supergraph.subgraphsMetadata().find(({ name }) => name === service)?.url;
  }

  /** Of the schema with the types that are hidden from clients. */
  get stepParts(): StepParts {
    return this.parts.stepParts;
  }

  /** Its keys, and the fields that others require. */
  get fieldSets(): FieldSets {
    this.sets ??= readFieldSets(this.variants.supergraph);
    return this.sets;
  }

  plan(document: DocumentNode): QueryPlan['node'] {
    const { planner, api } = this.parts;
    return planner.buildQueryPlan(operationFromDocument(api, document)).node;
  }

  /** Built at the first plan: it costs more than all the rest. */
  private get parts(): { planner: QueryPlanner; api: Schema; stepParts: StepParts } {
    if (this.built) return this.built;
    const schema = this.supergraph.schema.toGraphQLJSSchema();
    const types = Object.values(schema.getTypeMap()).filter(isInterfaceType);
    const interfaces = new Set(types.map(({ name }) => name));
    this.built = {
      planner: new QueryPlanner(this.supergraph, this.plannerConfig),
      api: this.supergraph.apiSchema(),
      stepParts: { schema, interfaces, keys: this.fieldSets.keys, variants: this.variants },
    };
    return this.built;
  }
}

export function rootTypeOf(schema: GraphQLSchema, kind: Parameters<GraphQLSchema['getRootType']>[0]) {
  const type = schema.getRootType(kind);
  if (isObjectType(type)) return type;
  throw new Error(`The schema has no ${kind}.`);
}
