import { CompiledOperation } from '@ecogrid/plan-executor';
import type { FetchNode } from '@apollo/query-planner';
import { getOperationAST, type DocumentNode, type FieldNode, type OperationDefinitionNode } from 'graphql';
import { bindCursor, withCursor, withoutCursor, type CursorBinding } from './cursor.ts';
import { SubscriptionErrorCode, subscriptionError } from './errors.ts';
import { documentWithRoot, textOf, type AnalysedOperation } from './operation.ts';
import type { CursorDeclaration } from './options.ts';
import { Refusal } from './refusal.ts';
import type { SchemaVersion } from './schema-version.ts';

/** One operation, ready to be run for each event of one schema version. */
export interface PreparedOperation {
  readonly version: SchemaVersion;
  /** The operation as an audience shares it: root conditions decided, no cursor argument. */
  readonly document: DocumentNode;
  readonly text: string;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly coordinate: string;
  /** The name under which an event carries the root field. */
  readonly responseName: string;
  readonly cursor: CursorBinding | undefined;
  readonly primary: FetchNode;
  readonly compiled: CompiledOperation;
}

/**
 * Plans an operation whose conditions are decided.
 * @param conditions the values of the variables in them.
 * @throws Refusal
 */
export function prepare(
  version: SchemaVersion,
  analysed: AnalysedOperation,
  root: FieldNode,
  conditions: Readonly<Record<string, unknown>>,
  cursorArguments: (coordinate: string) => CursorDeclaration | undefined = () => undefined,
): PreparedOperation {
  const coordinate = `Subscription.${root.name.value}`;
  const bound = bindCursor(version.schema, root, cursorArguments(coordinate));
  const document = documentWithRoot(analysed, withoutCursor(root, bound));
  const operation = operationOf(document);
  const compiled = compile(version, document, operationOf(withCursor(document, bound)), conditions);
  const { primary } = compiled;
  if (!primary) throw Refusal.of(unplannable());
  const responseName = compiled.plannedName(root);
  return {
    version,
    document,
    text: textOf(document),
    operation,
    operationName: operation.name?.value,
    coordinate,
    responseName,
    cursor: bound && { ...bound, responseName },
    primary,
    compiled,
  };
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operation = getOperationAST(document);
  if (!operation) throw Refusal.of(unplannable());
  return operation;
}

function compile(
  { planning }: SchemaVersion,
  document: DocumentNode,
  planned: OperationDefinitionNode,
  conditions: Readonly<Record<string, unknown>>,
): CompiledOperation {
  try {
    return new CompiledOperation(planning, document, operationOf(document), conditions, planned);
  } catch (cause) {
    throw Refusal.of(unplannable(cause));
  }
}

function unplannable(cause?: unknown) {
  const message = 'The operation is valid, but no plan for it was found.';
  const originalError = cause instanceof Error ? cause : null;
  return subscriptionError(SubscriptionErrorCode.planning, message, { originalError });
}
