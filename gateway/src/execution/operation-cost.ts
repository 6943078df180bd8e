import {
  GraphQLError,
  getOperationAST,
  getVariableValues,
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
import { BOUNDS } from '../bounds.ts';
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
 * is asked for; any other list has the size that its subgraph declares with `@listSize(assumedSize:)`. The estimate of a
 * known document is remembered, as its plan is.
 */
export class OperationCost {
  private schema: GraphQLSchema | undefined;
  private sizes: ListSizes = new Map();
  private remembered = new WeakMap<DocumentNode, Map<string, number>>();

  constructor(source: SchemaSource) {
    source.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
      this.schema = apiSchema;
      this.sizes = listSizesOf(parse(coreSupergraphSdl, { noLocation: true }));
      this.remembered = new WeakMap();
    });
  }

  /** @throws EcoGridError OPERATION_INVALID or SCHEMA_NOT_READY when the operation cannot be estimated; it is not executed then. */
  of(operation: Operation): number {
    const { schema, remembered } = this;
    if (!schema) throw new EcoGridError('SCHEMA_NOT_READY');
    const key = keyOf(schema, operation);
    if (key === undefined) return this.estimate(schema, operation);
    let known = remembered.get(operation.document);
    if (!known) remembered.set(operation.document, (known = new Map<string, number>()));
    const before = known.get(key);
    if (before !== undefined) return before;
    const estimate = this.estimate(schema, operation);
    if (known.size >= BOUNDS.memory.estimates) known.clear();
    known.set(key, estimate);
    return estimate;
  }

  private estimate(schema: GraphQLSchema, { document, operationName, variables }: Operation): number {
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

/** The part of an operation on which its estimate turns; undefined for variables that do not fit. */
function keyOf(schema: GraphQLSchema, { document, operationName, variables }: Operation): string | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
  if (!coerced) return undefined;
  // Pages have numbers, conditions are Boolean. Of other values it only matters whether there is one.
  const parts = Object.entries(coerced).map(([name, value]) => {
    const isOpen = typeof value === 'number' || typeof value === 'boolean' || value === null;
    return `${name}=${isOpen ? value : '*'}`;
  });
  return [operationName ?? '', ...parts].join(' ');
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType as GraphQLOutputType) : isListType(type);
}

function unestimated(error: unknown): EcoGridError {
  if (!(error instanceof GraphQLError))
    return new EcoGridError('OPERATION_INVALID', { reason: 'NOT_ESTIMATED' });
  return new EcoGridError('OPERATION_INVALID', { reason: 'REJECTED', quote: error.message });
}
