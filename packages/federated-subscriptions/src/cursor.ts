import {
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  parseType,
  valueFromAST,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { CursorDeclaration } from './options.ts';

/** Names no client would choose, added to the query of the subgraph and taken away from the result of the client. */
const cursorVariable = '_resumeAfterCursor';
const cursorAlias = '_eventCursor';

/** How one operation resumes; undefined where the subgraph declared no cursor or it does not fit the schema. */
export interface CursorBinding {
  readonly argument: GraphQLArgument;
  readonly field: string;
  /** The value that the client wrote, if any. */
  readonly given: ValueNode | undefined;
  /** Where the event carries the value, under the root field. */
  readonly responseName: string;
}

export function bindCursor(
  schema: GraphQLSchema,
  root: FieldNode,
  declared: CursorDeclaration | undefined,
): CursorBinding | undefined {
  const definition = schema.getSubscriptionType()?.getFields()[root.name.value];
  const argument = definition?.args.find(({ name }) => name === declared?.argument);
  if (!definition || !argument || !declared) return undefined;
  const type = getNamedType(definition.type);
  if (!(isObjectType(type) || isInterfaceType(type)) || !type.getFields()[declared.field]) return undefined;
  const given = root.arguments?.find(({ name }) => name.value === argument.name)?.value;
  return { argument, field: declared.field, given, responseName: root.alias?.value ?? root.name.value };
}

/** The client's cursor; undefined when it starts live. */
export function givenCursor(binding: CursorBinding | undefined, variables: Record<string, unknown>): unknown {
  if (!binding?.given) return undefined;
  return valueFromAST(binding.given, binding.argument.type, variables) ?? undefined;
}

/** The root field as it counts for an audience: where a client resumes does not matter. */
export function withoutCursor(root: FieldNode, binding: CursorBinding | undefined): FieldNode {
  if (!binding) return root;
  return {
    ...root,
    arguments: (root.arguments ?? []).filter(({ name }) => name.value !== binding.argument.name),
  };
}

/** The same operation, resumable: the argument bound to a variable of ours, the cursor selected under our alias. */
export function withCursor(document: DocumentNode, binding: CursorBinding | undefined): DocumentNode {
  if (!binding) return document;
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? resumable(definition, binding) : definition,
  );
  return { kind: Kind.DOCUMENT, definitions };
}

export function cursorVariables(binding: CursorBinding | undefined, after: unknown): Record<string, unknown> {
  return binding && after !== undefined ? { [cursorVariable]: after } : {};
}

/** The cursor an event carries. */
export function cursorOf(binding: CursorBinding | undefined, event: ExecutionResult): unknown {
  const root = binding && event.data?.[binding.responseName];
  if (typeof root !== 'object' || root === null) return undefined;
  return (root as Record<string, unknown>)[cursorAlias] ?? undefined;
}

function resumable(operation: OperationDefinitionNode, binding: CursorBinding): OperationDefinitionNode {
  const [root, ...others] = operation.selectionSet.selections;
  if (root?.kind !== Kind.FIELD) return operation;
  const selection = { ...operation.selectionSet, selections: [resumableRoot(root, binding), ...others] };
  const variableDefinitions = [...(operation.variableDefinitions ?? []), cursorDefinition(binding)];
  return { ...operation, selectionSet: selection, variableDefinitions };
}

function resumableRoot(root: FieldNode, { argument, field }: CursorBinding): FieldNode {
  const bound = { kind: Kind.ARGUMENT, name: name(argument.name), value: variable() } as const;
  const cursor = { kind: Kind.FIELD, name: name(field), alias: name(cursorAlias) } as const;
  const selections = [...(root.selectionSet?.selections ?? []), cursor];
  return {
    ...root,
    arguments: [...(root.arguments ?? []), bound],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

function cursorDefinition({ argument: { type, defaultValue } }: CursorBinding): VariableDefinitionNode {
  // A non-null argument with a default may be left out, so its variable must be allowed to be absent.
  const optional = isNonNullType(type) && defaultValue !== undefined ? type.ofType : type;
  return { kind: Kind.VARIABLE_DEFINITION, variable: variable(), type: parseType(String(optional)) };
}

function variable() {
  return { kind: Kind.VARIABLE, name: name(cursorVariable) } as const;
}

function name(value: string) {
  return { kind: Kind.NAME, value } as const;
}
