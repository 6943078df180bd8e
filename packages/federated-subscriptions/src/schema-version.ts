import { Planning } from '@ecogrid/plan-executor';
import type { QueryPlannerConfig } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { SchemaUpdate } from './options.ts';

/** Everything that depends on one supergraph. A swap makes a new one; streams that run on the old one keep it. */
export class SchemaVersion {
  readonly planning: Planning;

  constructor({ apiSchema, coreSupergraphSdl }: SchemaUpdate, plannerConfig?: QueryPlannerConfig) {
    this.planning = new Planning(apiSchema, coreSupergraphSdl, plannerConfig);
  }

  get schema(): GraphQLSchema {
    return this.planning.schema;
  }

  /** The address the supergraph gives a subgraph: when it changes, a running upstream is opened anew. */
  urlOf(serviceName: string): string | undefined {
    return this.planning.urlOf(serviceName);
  }
}
