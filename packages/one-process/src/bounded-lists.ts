import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { listSizesOf } from '@ecogrid/gateway';

/**
 * Lists of objects without a bound, by coordinate. A list is a page (`first`), the content of a page, or it declares
 * its maximum with `@listSize(assumedSize:)`: the gateway estimates the cost of an operation from these.
 */
export function unboundedLists(api: GraphQLSchema, supergraph: string): string[] {
  const sizes = listSizesOf(parse(supergraph, { noLocation: true }));
  const types = Object.values(api.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  return types
    .filter(({ name }) => !name.startsWith('__') && !name.endsWith('Connection'))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(isListWithoutPage)
        .map(({ name }) => `${type.name}.${name}`),
    )
    .filter((coordinate) => !sizes.has(coordinate));
}

function isListWithoutPage({ type, args }: GraphQLField<unknown, unknown>): boolean {
  return isList(type) && isCompositeType(getNamedType(type)) && !args.some(({ name }) => name === 'first');
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType as GraphQLOutputType) : isListType(type);
}
