import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/**
 * How many selections each operation of a document has once its fragments are expanded; the greatest of them.
 * A document of 1.6 kB can expand to millions and block the planner for seconds, so this is asked before planning.
 * Costs time in proportion to the document, never to the expansion. Cycles count as infinite.
 */
export function expandedSelections(document: DocumentNode): number {
  return measured(document, (parts) => parts.reduce((total, part) => total + part, 0));
}

/** How many fields deep the deepest operation of a document goes, its fragments expanded. Cycles count as infinite. */
export function nestedSelections(document: DocumentNode): number {
  return measured(document, (parts) => parts.reduce((deepest, part) => Math.max(deepest, part), 0));
}

/** How many root fields the operation with the most of them has, its fragments expanded. Cycles count as infinite. */
export function rootSelections(document: DocumentNode): number {
  const total = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);
  return measured(document, total, () => 1);
}

/**
 * The greatest operation, where a field counts one more than the selection within it, and a set as its parts are
 * joined.
 */
function measured(
  document: DocumentNode,
  join: (parts: readonly number[]) => number,
  ofField: (inner: () => number) => number = (inner) => inner() + 1,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const d of document.definitions)
    if (d.kind === Kind.FRAGMENT_DEFINITION) fragments.set(d.name.value, d);
  const known = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    known.set(name, Number.POSITIVE_INFINITY); // stays while we are inside: a cycle reads it
    const size = ofSet(fragments.get(name)?.selectionSet);
    known.set(name, size);
    return size;
  };
  const ofSet = (set: SelectionSetNode | undefined): number =>
    join(
      (set?.selections ?? []).map((selection) => {
        if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
        const inner = (): number => ofSet(selection.selectionSet);
        return selection.kind === Kind.FIELD ? ofField(inner) : inner();
      }),
    );
  const operations = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
  return Math.max(0, ...operations.map(({ selectionSet }) => ofSet(selectionSet)));
}
