import { Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlannerConfig } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { withEventsField } from './batch-plan.ts';
import type { SchemaUpdate } from './options.ts';

/** Everything that depends on one supergraph. A swap makes a new one; streams that run on the old one keep it. */
export class SchemaVersion {
  readonly schema: GraphQLSchema;
  private readonly supergraph: Supergraph;
  private built?: { planner: QueryPlanner; api: Schema; supergraphSchema: GraphQLSchema };
  private apiWithEvents: Schema | undefined;
  private readonly plannerConfig: QueryPlannerConfig | undefined;

  constructor(update: SchemaUpdate, plannerConfig?: QueryPlannerConfig) {
    this.schema = update.apiSchema;
    // The gateway has validated this SDL already.
    this.supergraph = Supergraph.build(update.coreSupergraphSdl, { validateSupergraph: false });
    this.plannerConfig = plannerConfig;
  }

  /** The address the supergraph gives a subgraph: when it changes, a running upstream is opened anew. */
  urlOf(serviceName: string): string | undefined {
    return this.supergraph.subgraphsMetadata().find(({ name }) => name === serviceName)?.url;
  }

  /** What results of many events at once are selected from. */
  get batchApi(): Schema {
    this.apiWithEvents ??= withEventsField(this.planning.api);
    return this.apiWithEvents;
  }

  /** Built at the first plan: it costs more than all the rest of a swap. */
  get planning(): { planner: QueryPlanner; api: Schema; supergraphSchema: GraphQLSchema } {
    this.built ??= {
      planner: new QueryPlanner(this.supergraph, this.plannerConfig),
      api: this.supergraph.apiSchema(),
      supergraphSchema: this.supergraph.schema.toGraphQLJSSchema(),
    };
    return this.built;
  }
}
