import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/**
 * How many selections each operation of a document has once its fragments are expanded; the greatest of them.
 * A document of 1.6 kB can expand to millions and block the planner for seconds, so this is asked before planning.
 * Costs time in proportion to the document, never to the expansion. Cycles count as infinite.
 */
export function expandedSelections(document: DocumentNode): number {
  const count = counter(document);
  const operations = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
  return Math.max(0, ...operations.map((operation) => count(operation.selectionSet)));
}

function counter(document: DocumentNode): (set: SelectionSetNode) => number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const d of document.definitions)
    if (d.kind === Kind.FRAGMENT_DEFINITION) fragments.set(d.name.value, d);
  const known = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    known.set(name, Number.POSITIVE_INFINITY); // stays while we are inside: a cycle reads it
    const fragment = fragments.get(name);
    const total = fragment ? ofSet(fragment.selectionSet) : 0;
    known.set(name, total);
    return total;
  };
  const ofSet = (set: SelectionSetNode): number => {
    let total = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) total += ofFragment(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) total += ofSet(selection.selectionSet);
      else total += 1 + (selection.selectionSet ? ofSet(selection.selectionSet) : 0);
    }
    return total;
  };
  return ofSet;
}
