import type { Planning } from '@ecogrid/plan-executor';
import type { GraphQLSchema } from 'graphql';

/** Everything that depends on one supergraph. A swap makes a new one; streams that run on the old one keep it. */
export class SchemaVersion {
  constructor(readonly planning: Planning) {}

  get schema(): GraphQLSchema {
    return this.planning.schema;
  }

  /** The address the supergraph gives a subgraph: when it changes, a running upstream is opened anew. */
  urlOf(serviceName: string): string | undefined {
    return this.planning.urlOf(serviceName);
  }
}
