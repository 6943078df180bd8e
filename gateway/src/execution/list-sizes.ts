import { Kind, type DirectiveNode, type DocumentNode, type TypeNode, type ValueNode } from 'graphql';

/** The directive of federation 2.9 with which a subgraph declares how long a list may be at most. */
const DIRECTIVE = 'listSize';

/** Declared sizes of lists by coordinate, `Type.field`. */
export type ListSizes = ReadonlyMap<string, number>;

/**
 * Reads the declared sizes from the text of a supergraph: `assumedSize` of a list, and `sizedFields`, which are lists
 * inside the object of a field whose items the field's own `first` or `last` has counted already.
 */
export function listSizesOf(supergraph: DocumentNode): ListSizes {
  const sizes = new Map<string, number>();
  for (const type of supergraph.definitions) {
    if (!('fields' in type) || !('name' in type)) continue;
    for (const field of type.fields ?? []) {
      const directive = field.directives?.find(({ name }) => name.value === DIRECTIVE);
      if (!directive) continue;
      const assumed = argumentOf(directive, 'assumedSize');
      if (assumed?.kind === Kind.INT)
        sizes.set(`${type.name.value}.${field.name.value}`, Number(assumed.value));
      for (const sized of textsIn(argumentOf(directive, 'sizedFields')))
        sizes.set(`${namedType(field.type)}.${sized}`, 1);
    }
  }
  return sizes;
}

function argumentOf(directive: DirectiveNode, argument: string): ValueNode | undefined {
  return directive.arguments?.find(({ name }) => name.value === argument)?.value;
}

function textsIn(list: ValueNode | undefined): string[] {
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((each) => (each.kind === Kind.STRING ? [each.value] : []));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
