import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { SubscriptionErrorCode, subscriptionError, withCode } from './errors.ts';
import { expandedSelections } from './expanded-selections.ts';
import { keepCertain, keepPossible, rootFields, type Fragments } from './root-field.ts';

/**
 * graphql-js's own rule evaluates root conditions without the variables and *throws*, which makes graphql-ws close the
 * whole socket. This one judges the certain conditions; the rest is judged at subscribe, with the variables.
 */
const singleRootFieldRule: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) reportRoots(context, operation);
  },
});

const rules = [
  ...specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule),
  singleRootFieldRule,
];

/**
 * Validates like graphql-js, but never throws, and allows `@skip` / `@include` on a subscription's root.
 * Fits graphql-ws `useServer({ validate })`. Errors carry `GRAPHQL_VALIDATION_FAILED`.
 * @param options graphql-js's own: it looks for no more than `maxErrors` errors, and then says that there are more.
 */
export function validateSafely(
  schema: GraphQLSchema,
  document: DocumentNode,
  options?: { readonly maxErrors?: number },
): readonly GraphQLError[] {
  try {
    const errors = validate(schema, document, rules, options);
    return errors.map((error) => withCode(error, SubscriptionErrorCode.invalid));
  } catch (error) {
    const message = error instanceof GraphQLError ? error.message : 'The document cannot be validated.';
    return [subscriptionError(SubscriptionErrorCode.invalid, message)];
  }
}

/** Like `validateSafely`, but asks for the expanded size first: rules and planner take their time from it. */
export function validateWithin(
  maxExpandedSelections: number,
  schema: GraphQLSchema,
  document: DocumentNode,
): readonly GraphQLError[] {
  if (expandedSelections(document) <= maxExpandedSelections) return validateSafely(schema, document);
  const message = `The operation selects more than ${maxExpandedSelections} fields once its fragments are expanded.`;
  return [subscriptionError(SubscriptionErrorCode.tooLarge, message)];
}

function reportRoots(context: ValidationContext, operation: OperationDefinitionNode): void {
  const fragments = fragmentsOf(context.getDocument());
  const [, ...others] = rootFields(operation, fragments, keepCertain).values();
  if (others.length > 0) context.reportError(singleRootError(operation, others.flat()));
  const possible = [...rootFields(operation, fragments, keepPossible).values()].flat();
  const introspection = possible.filter((field) => field.name.value.startsWith('__'));
  if (introspection.length > 0) context.reportError(introspectionError(operation, introspection));
}

export function singleRootError(
  operation: OperationDefinitionNode,
  nodes: GraphQLError['nodes'],
): GraphQLError {
  const message = `${label(operation)} must select only one top level field.`;
  return subscriptionError(SubscriptionErrorCode.invalid, message, { nodes: nodes ?? [] });
}

function introspectionError(operation: OperationDefinitionNode, nodes: GraphQLError['nodes']): GraphQLError {
  const message = `${label(operation)} must not select an introspection top level field.`;
  return subscriptionError(SubscriptionErrorCode.invalid, message, { nodes: nodes ?? [] });
}

function label(operation: OperationDefinitionNode): string {
  return operation.name ? `Subscription "${operation.name.value}"` : 'Anonymous Subscription';
}

export function fragmentsOf(document: DocumentNode): Fragments {
  const definitions = document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION);
  return new Map<string, FragmentDefinitionNode>(definitions.map((d) => [d.name.value, d]));
}
