import { isEnumType, type GraphQLLeafType } from 'graphql';

/** Whether a value that a subgraph sent is one of the type's. */
export function validityOf(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) return (value) => typeof value === 'string' && type.getValue(value) !== undefined;
  switch (type.name) {
    case 'String':
      return (value) => typeof value === 'string';
    case 'ID':
      return (value) => typeof value === 'string' || Number.isSafeInteger(value);
    case 'Int':
      return (value) => Number.isInteger(value);
    case 'Float':
      return (value) => Number.isFinite(value);
    case 'Boolean':
      return (value) => typeof value === 'boolean';
    default: // the subgraphs know the values of scalars of their own
      return () => true;
  }
}
