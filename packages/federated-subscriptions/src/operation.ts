import {
  getVariableValues,
  Kind,
  OperationTypeNode,
  print,
  visit,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { conditionVariables } from '@ecogrid/plan-executor';
import { SubscriptionErrorCode, subscriptionError, withCode } from './errors.ts';
import { keepBy, mergeRoot, rootFields, type Fragments } from './root-field.ts';
import { fragmentsOf, singleRootError, validateWithin } from './validation.ts';
import { Refusal } from './refusal.ts';

/** A valid subscription operation, before the caller's variables are looked at. */
export interface AnalysedOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** Variables whose values decide about selections. */
  readonly conditions: readonly string[];
}

/** Checks a document in the order of cost: size, validity, the operation asked for. @throws Refusal */
export function analyse(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  maxExpandedSelections: number,
): AnalysedOperation {
  const errors = validateWithin(maxExpandedSelections, schema, document);
  if (errors.length > 0) throw new Refusal(errors);
  const operation = selectOperation(document, operationName);
  const fragments = fragmentsOf(document);
  return { operation, fragments, conditions: conditionVariables(operation, fragments) };
}

/** The caller's variables, coerced, with defaults. @throws Refusal */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  inputs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], inputs);
  if (errors) throw new Refusal(errors.map((error) => withCode(error, SubscriptionErrorCode.badVariables)));
  return coerced;
}

/** The one root field that is left when its conditions are decided. @throws Refusal */
export function resolveRoot(analysed: AnalysedOperation, variables: Record<string, unknown>): FieldNode {
  const { operation, fragments } = analysed;
  const [nodes, ...others] = rootFields(operation, fragments, keepBy(variables)).values();
  const [first, ...more] = nodes ?? [];
  if (!first) throw Refusal.of(rootExcluded(operation));
  if (others.length > 0) throw Refusal.of(singleRootError(operation, others.flat()));
  return mergeRoot([first, ...more]);
}

/** The operation with another root field, only the variables it still uses, and only the fragments it reaches. */
export function documentWithRoot({ operation, fragments }: AnalysedOperation, root: FieldNode): DocumentNode {
  const reached = reachedFragments(root, fragments);
  const used = usedVariables([root, ...(operation.directives ?? []), ...reached]);
  const definition: OperationDefinitionNode = {
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [root] },
    variableDefinitions: (operation.variableDefinitions ?? []).filter((d) => used.has(d.variable.name.value)),
  };
  return { kind: Kind.DOCUMENT, definitions: [definition, ...reached] };
}

const texts = new WeakMap<DocumentNode, string>();

/** The document's text without the accidents of its formatting; printed once for each document object. */
export function textOf(document: DocumentNode): string {
  const text = texts.get(document) ?? print(document);
  texts.set(document, text);
  return text;
}

function selectOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
  const matching = name === undefined ? operations : operations.filter((d) => d.name?.value === name);
  const [operation, ...others] = matching;
  if (!operation || others.length > 0) throw Refusal.of(unresolved(name, matching.length));
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) throw Refusal.of(notASubscription(operation));
  return operation;
}

function reachedFragments(from: ASTNode, fragments: Fragments): FragmentDefinitionNode[] {
  const reached = new Map<string, FragmentDefinitionNode>();
  const follow = (node: ASTNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (!fragment || reached.has(value)) return;
        reached.set(value, fragment);
        follow(fragment);
      },
    });
  };
  follow(from);
  return [...reached.values()];
}

function usedVariables(nodes: readonly ASTNode[]): Set<string> {
  const used = new Set<string>();
  for (const node of nodes) visit(node, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}

function unresolved(name: string | undefined, count: number) {
  const message =
    name !== undefined
      ? `Unknown operation named "${name}".`
      : count === 0
        ? 'Must provide an operation.'
        : 'Must provide operation name if query contains multiple operations.';
  return subscriptionError(SubscriptionErrorCode.operationUnresolved, message);
}

function notASubscription(operation: OperationDefinitionNode) {
  const message = `Only subscriptions can be subscribed to; this is a ${operation.operation}.`;
  return subscriptionError(SubscriptionErrorCode.notASubscription, message, { nodes: operation });
}

function rootExcluded(operation: OperationDefinitionNode) {
  const message = '@skip or @include excludes the only root field: there is nothing to subscribe to.';
  return subscriptionError(SubscriptionErrorCode.rootExcluded, message, { nodes: operation });
}
