import {
  GraphQLError,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import {
  getComplexity,
  type ComplexityEstimator,
  type ComplexityEstimatorArgs,
} from 'graphql-query-complexity';
import { EcoGridError } from '@ecogrid/errors';
import type { SchemaSource } from '@ecogrid/federated-subscriptions';
import { listSizesOf, type ListSizes } from './list-sizes.ts';

/** Items of a list whose length nothing declares: one page of the usual size. */
const DEFAULT_ITEMS = 20;
/** The list inside a page: the field that was asked for with `first` or `last` has counted its items. */
const PAGE_LISTS: ReadonlySet<string> = new Set(['edges', 'nodes']);

/** Lists of introspection: long enough for one full introspection of a schema, and for no second one beside it. */
const INTROSPECTION_ITEMS: ReadonlyMap<string, number> = new Map([['types', 60]]);
const DEFAULT_INTROSPECTION_ITEMS = 5;

/** One operation of a document, as it is about to be carried out. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * How many fields the answer to an operation may have at most: lists within lists multiply. A page has the size that
 * is asked for; any other list has the size that its subgraph declares with `@listSize(assumedSize:)`.
 */
export class OperationCost {
  private schema: GraphQLSchema | undefined;
  private sizes: ListSizes = new Map();

  constructor(source: SchemaSource) {
    source.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
      this.schema = apiSchema;
      this.sizes = listSizesOf(parse(coreSupergraphSdl, { noLocation: true }));
    });
  }

  /** @throws EcoGridError OPERATION_INVALID or SCHEMA_NOT_READY when the operation cannot be estimated; it is not executed then. */
  of({ document, operationName, variables }: Operation): number {
    const { schema } = this;
    if (!schema) throw new EcoGridError('SCHEMA_NOT_READY');
    const naming = operationName === undefined ? {} : { operationName };
    const estimators = [this.fieldsAnswered];
    try {
      return getComplexity({ schema, query: document, estimators, variables: { ...variables }, ...naming });
    } catch (error) {
      throw unestimated(error);
    }
  }

  private readonly fieldsAnswered: ComplexityEstimator = (field) =>
    1 + (field.childComplexity === 0 ? 0 : this.itemsOf(field) * field.childComplexity);

  private itemsOf({ type, field, args }: ComplexityEstimatorArgs): number {
    const { first, last } = args as { first?: unknown; last?: unknown };
    const asked = [first, last].find((size) => typeof size === 'number' && size > 0) as number | undefined;
    if (asked !== undefined) return asked;
    const declared = this.declaredSize(type, field.name);
    if (declared !== undefined) return declared;
    if (field.args.some(({ name }) => name === 'first' || name === 'last')) return DEFAULT_ITEMS;
    if (!isList(field.type) || PAGE_LISTS.has(field.name)) return 1;
    if (!type.name.startsWith('__')) return DEFAULT_ITEMS;
    return INTROSPECTION_ITEMS.get(field.name) ?? DEFAULT_INTROSPECTION_ITEMS;
  }

  /** A field of an interface may be declared there alone. */
  private declaredSize(type: ComplexityEstimatorArgs['type'], field: string): number | undefined {
    const interfaces = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
    return [type, ...interfaces]
      .map(({ name }) => this.sizes.get(`${name}.${field}`))
      .find((size) => size !== undefined);
  }
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType as GraphQLOutputType) : isListType(type);
}

function unestimated(error: unknown): EcoGridError {
  if (!(error instanceof GraphQLError))
    return new EcoGridError('OPERATION_INVALID', { reason: 'NOT_ESTIMATED' });
  return new EcoGridError('OPERATION_INVALID', { reason: 'REJECTED', quote: error.message });
}
