import {
  Kind,
  getOperationAST,
  print,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Markings } from './markings.ts';

/** Where a subscription that is tagged resumable has its cursor. */
export const CURSOR = { argument: 'after', field: 'cursor' } as const;
/** The variable that carries the cursor of a header into an operation that has none for it. */
const HEADER_VARIABLE = 'lastEventId';

export interface Resumable {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The operation from behind the cursor on. A variable or a value that the client gave for `after` yields to it: the
 * client sends the operation of its first connection again.
 */
export function resumedAfter(
  cursor: string,
  operation: Resumable & { readonly operationName?: string | undefined },
  document: DocumentNode,
  markings: Markings,
): Resumable {
  const { query, variables } = operation;
  const definition = getOperationAST(document, operation.operationName);
  const field = definition && resumableField(definition, markings);
  if (!definition || !field) return { query, variables };
  const given = field.arguments?.find(({ name }) => name.value === CURSOR.argument)?.value;
  if (given?.kind === Kind.VARIABLE)
    return { query, variables: { ...variables, [given.name.value]: cursor } };
  const definitions = document.definitions.map((each) =>
    each === definition ? withVariable(definition, field) : each,
  );
  return {
    query: print({ ...document, definitions }),
    variables: { ...variables, [HEADER_VARIABLE]: cursor },
  };
}

/** Where a result has its cursor, as response keys; undefined when the operation has none or does not select it. */
export function cursorPath(
  document: DocumentNode,
  operationName: string | undefined,
  markings: Markings,
): readonly [string, string] | undefined {
  const definition = getOperationAST(document, operationName);
  const field = definition ? resumableField(definition, markings) : undefined;
  const cursor = field?.selectionSet && cursorIn(field.selectionSet, document);
  return field && cursor ? [keyOf(field), keyOf(cursor)] : undefined;
}

function resumableField(
  { selectionSet }: OperationDefinitionNode,
  markings: Markings,
): FieldNode | undefined {
  const [field] = selectionSet.selections;
  const isResumable = field?.kind === Kind.FIELD && markings.isResumable(`Subscription.${field.name.value}`);
  return isResumable ? field : undefined;
}

function cursorIn({ selections }: SelectionSetNode, document: DocumentNode): FieldNode | undefined {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value === CURSOR.field) return selection;
      continue;
    }
    const inside = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentOf(selection, document);
    const found = inside && cursorIn(inside.selectionSet, document);
    if (found) return found;
  }
  return undefined;
}

function fragmentOf(
  { name }: FragmentSpreadNode,
  { definitions }: DocumentNode,
): FragmentDefinitionNode | undefined {
  return definitions
    .filter((each) => each.kind === Kind.FRAGMENT_DEFINITION)
    .find((each) => each.name.value === name.value);
}

const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

function withVariable(definition: OperationDefinitionNode, field: FieldNode): OperationDefinitionNode {
  const name = { kind: Kind.NAME, value: HEADER_VARIABLE } as const;
  const variable = { kind: Kind.VARIABLE, name } as const;
  const type = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'String' } } as const;
  const others = field.arguments?.filter((each) => each.name.value !== CURSOR.argument) ?? [];
  const after = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: CURSOR.argument },
    value: variable,
  } as const;
  const resumed = { ...field, arguments: [...others, after] };
  return {
    ...definition,
    variableDefinitions: [
      ...(definition.variableDefinitions ?? []),
      { kind: Kind.VARIABLE_DEFINITION, variable, type },
    ],
    selectionSet: {
      ...definition.selectionSet,
      selections: definition.selectionSet.selections.map((each) => (each === field ? resumed : each)),
    },
  };
}
