import type { DocumentNode, GraphQLSchema } from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import type { SchemaSource } from '@ecogrid/federated-subscriptions';

/** What a list that is asked for by `first` or `last` may hold at most; other lists are short by their nature. */
const fieldsAnswered: ComplexityEstimator = ({ args, childComplexity }) => {
  const { first, last } = args as { first?: unknown; last?: unknown };
  const items = [first, last].find((size) => typeof size === 'number' && size > 0) as number | undefined;
  return 1 + (items ?? 1) * childComplexity;
};

/** One operation of a document, as it is about to be carried out. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * How many fields the answer to an operation may have at most: nested pages multiply. Sizes are those given, by
 * literal or variable, or the schema's defaults.
 */
export class OperationCost {
  private schema: GraphQLSchema | undefined;

  constructor(source: SchemaSource) {
    source.onSchemaLoadOrUpdate(({ apiSchema }) => (this.schema = apiSchema));
  }

  of({ document, operationName, variables }: Operation): number {
    const { schema } = this;
    if (!schema) return 0;
    const naming = operationName === undefined ? {} : { operationName };
    try {
      const estimators = [fieldsAnswered];
      return getComplexity({ schema, query: document, estimators, variables: { ...variables }, ...naming });
    } catch {
      // Not an operation of this schema, or values that do not fit it: validation says so, with its place.
      return 0;
    }
  }
}
