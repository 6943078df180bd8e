import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { RequiredVariants } from './required-variants.ts';

/** Fields of one fetch whose requirements have room in one representation. */
interface Group {
  readonly fields: Set<SelectionNode>;
  readonly needed: Set<string>;
}

/**
 * One fetch for each set of fields that require nothing with different arguments: a representation has room for one value
 * of a field.
 */
export function fetchesApart(node: FetchNode, { meanings, needs }: RequiredVariants): FetchNode[] {
  if (meanings.size === 0 || !node.requires || !namesIn(node.requires).some((name) => meanings.has(name)))
    return [node];
  const operation = operationIn(node.operation);
  const groups: Group[] = [];
  const contradicts = ({ needed }: Group, more: ReadonlySet<string>): boolean =>
    [...more].some((one) =>
      [...needed].some((other) => other !== one && meanings.get(other)?.field === meanings.get(one)?.field),
    );
  const place = (field: SelectionNode, needed: ReadonlySet<string>): void => {
    let group = groups.find((each) => !contradicts(each, needed));
    if (!group) groups.push((group = { fields: new Set(), needed: new Set() }));
    group.fields.add(field);
    for (const name of needed) group.needed.add(name);
  };
  for (const { type, selection } of entityFields(operation)) {
    const name = selection.kind === Kind.FIELD ? selection.name.value : '';
    place(selection, needs.get(`${node.serviceName} ${type}.${name}`) ?? NONE);
  }
  if (groups.length < 2) return [node];
  return groups.map(({ fields, needed }) => ({
    ...node,
    operation: textWith(operation, fields),
    requires: without(node.requires ?? [], (name) => meanings.has(name) && !needed.has(name)),
  }));
}

const NONE: ReadonlySet<string> = new Set();

function operationIn(text: string): OperationDefinitionNode {
  const found = parse(text, { noLocation: true }).definitions.find(
    (each) => each.kind === Kind.OPERATION_DEFINITION,
  );
  if (found?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A fetch has no operation.');
  return found;
}

/** The fields that are asked of entities, with the type for which each is asked. */
function entityFields({
  selectionSet,
}: OperationDefinitionNode): Array<{ type: string; selection: SelectionNode }> {
  const entities = selectionSet.selections[0] as FieldNode | undefined;
  return (entities?.selectionSet?.selections ?? []).flatMap((each) =>
    each.kind === Kind.INLINE_FRAGMENT
      ? each.selectionSet.selections.map((selection) => ({
          type: each.typeCondition?.name.value ?? '',
          selection,
        }))
      : [{ type: '', selection: each }],
  );
}

/** The operation with some of the entities' fields, and the variables that these use. */
function textWith(operation: OperationDefinitionNode, kept: ReadonlySet<SelectionNode>): string {
  const all = new Set(entityFields(operation).map(({ selection }) => selection));
  const drop = (node: SelectionNode): null | undefined =>
    all.has(node) && !kept.has(node) ? null : undefined;
  const fewer = visit(operation, {
    Field: drop,
    InlineFragment: {
      enter: drop,
      leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined),
    },
  });
  const used = new Set<string>();
  visit(fewer.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = (fewer.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return stripIgnoredCharacters(print({ ...fewer, variableDefinitions }));
}

function namesIn(selections: readonly QueryPlanSelectionNode[]): string[] {
  return selections.flatMap((each) => [
    ...(each.kind === 'Field' ? [each.name] : []),
    ...namesIn(each.selections ?? []),
  ]);
}

function without(
  selections: readonly QueryPlanSelectionNode[],
  isDropped: (name: string) => boolean,
): QueryPlanSelectionNode[] {
  return selections.flatMap((each) => {
    if (each.kind === 'Field' && isDropped(each.name)) return [];
    if (!each.selections) return [each];
    const inner = without(each.selections, isDropped);
    return inner.length > 0 ? [{ ...each, selections: inner }] : [];
  });
}
