import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** How many fields deep the deepest operation of a document goes, its fragments expanded. Cycles count as infinite. */
export function nesting(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const d of document.definitions)
    if (d.kind === Kind.FRAGMENT_DEFINITION) fragments.set(d.name.value, d);
  const known = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    known.set(name, Number.POSITIVE_INFINITY); // stays while we are inside: a cycle reads it
    const deepest = ofSet(fragments.get(name)?.selectionSet);
    known.set(name, deepest);
    return deepest;
  };
  const ofSet = (set: SelectionSetNode | undefined): number => {
    const depths = (set?.selections ?? []).map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
      return ofSet(selection.selectionSet) + (selection.kind === Kind.FIELD ? 1 : 0);
    });
    return depths.reduce((deepest, depth) => Math.max(deepest, depth), 0);
  };
  const operations = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
  return Math.max(0, ...operations.map(({ selectionSet }) => ofSet(selectionSet)));
}
