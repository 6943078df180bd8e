import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  visit,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
type Variables = Readonly<Record<string, unknown>>;
/** Decides whether a selection with `@skip` / `@include` stays. */
type Keep = (selection: SelectionNode) => boolean;

/** The root fields of an operation by response name, fragments opened, conditions decided by `keep`. */
export function rootFields(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  keep: Keep,
): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const walk = (selection: SelectionNode): void => {
    if (!keep(selection)) return;
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      found.set(name, [...(found.get(name) ?? []), selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) selection.selectionSet.selections.forEach(walk);
    else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      fragments.get(selection.name.value)?.selectionSet.selections.forEach(walk);
    }
  };
  operation.selectionSet.selections.forEach(walk);
  return found;
}

/** `@skip` / `@include` as the specification says, with the values of the caller's variables. */
export function keepBy(variables: Variables): Keep {
  return (selection) =>
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false;
}

/** For validation, which knows no variables: the selections that certainly stay. */
export const keepCertain: Keep = (selection) =>
  conditionVariables(selection).length === 0 && keepBy({})(selection);

/** For validation: the selections that may stay. */
export const keepPossible: Keep = (selection) =>
  conditionVariables(selection).length > 0 || keepBy({})(selection);

function conditionVariables(selection: SelectionNode): string[] {
  const names: string[] = [];
  for (const directive of selection.directives ?? []) {
    if (!isCondition(directive.name.value)) continue;
    visit(directive, { Variable: (node) => void names.push(node.name.value) });
  }
  return names;
}

/** Field nodes of one response name as one node, its own conditions (already decided) removed. */
export function mergeRoot(nodes: readonly [FieldNode, ...FieldNode[]]): FieldNode {
  const [first] = nodes;
  const selections = nodes.flatMap((node) => node.selectionSet?.selections ?? []);
  return {
    ...first,
    directives: (first.directives ?? []).filter((directive) => !isCondition(directive.name.value)),
    ...(first.selectionSet && { selectionSet: { ...first.selectionSet, selections } }),
  };
}

function isCondition(directive: string): boolean {
  return directive === 'skip' || directive === 'include';
}
