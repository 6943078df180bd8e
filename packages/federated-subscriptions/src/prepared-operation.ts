import { buildOperationContext } from '@apollo/gateway';
import { operationFromDocument } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql';
import { batchPlan, type BatchPlan } from './batch-plan.ts';
import { bindCursor, withCursor, withoutCursor, type CursorBinding } from './cursor.ts';
import { directAnswer, type Project } from './direct-answer.ts';
import { SubscriptionErrorCode, subscriptionError } from './errors.ts';
import { documentWithRoot, textOf, type AnalysedOperation } from './operation.ts';
import type { CursorDeclaration } from './options.ts';
import { Refusal } from './refusal.ts';
import type { SchemaVersion } from './schema-version.ts';

/** The name under which the answered primary stands in the plan: no subgraph can have it. */
export const eventServiceName = ' event';

/** One operation, ready to be run for each event of one schema version. */
export interface PreparedOperation {
  readonly version: SchemaVersion;
  /** The operation as an audience shares it: root conditions decided, no cursor argument. */
  readonly document: DocumentNode;
  readonly text: string;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly coordinate: string;
  /** Under which name an event carries the root field. */
  readonly responseName: string;
  readonly cursor: CursorBinding | undefined;
  readonly primary: FetchNode;
  /** The plan with its primary directed at the event. */
  readonly plan: QueryPlan;
  /** The plan for many events at once, where there is one. */
  readonly batch: BatchPlan | undefined;
  readonly restServices: readonly string[];
  /** What the client selected of complete data, where that can be said beforehand. */
  readonly project: Project | undefined;
  readonly restFetches: ReadonlyMap<string, FetchNode>;
  readonly operationContext: ReturnType<typeof buildOperationContext>;
}

/** Plans an operation whose root conditions are decided. @throws Refusal */
export function prepare(
  version: SchemaVersion,
  analysed: AnalysedOperation,
  root: FieldNode,
  cursorArguments: (coordinate: string) => CursorDeclaration | undefined = () => undefined,
): PreparedOperation {
  const coordinate = `Subscription.${root.name.value}`;
  const cursor = bindCursor(version.schema, root, cursorArguments(coordinate));
  const document = documentWithRoot(analysed, withoutCursor(root, cursor));
  const { primary, rest } = planSubscription(version, withCursor(document, cursor));
  const operationContext = buildOperationContext({ schema: version.schema, operationDocument: document });
  // A service name of its own, so that nothing else can be taken for it.
  const answered: FetchNode = { ...primary, serviceName: eventServiceName };
  const restFetches = rest ? fetchesOf(rest) : [];
  return {
    version,
    document,
    text: textOf(document),
    operation: operationContext.operation,
    operationName: operationContext.operation.name?.value,
    coordinate,
    responseName: root.alias?.value ?? root.name.value,
    cursor,
    primary,
    plan: redirected(answered, rest),
    batch: rest && batchPlan({ schema: version.schema, api: version.batchApi }, document, answered, rest),
    project: primary.outputRewrites ? undefined : projection(version, operationContext.operation),
    restServices: [...new Set(restFetches.map(({ serviceName }) => serviceName))],
    restFetches: new Map(restFetches.map((fetch) => [fetch.operation, fetch])),
    operationContext,
  };
}

function projection(
  { schema }: SchemaVersion,
  { selectionSet }: OperationDefinitionNode,
): Project | undefined {
  const type = schema.getSubscriptionType();
  return type ? directAnswer(type, selectionSet) : undefined;
}

function planSubscription(version: SchemaVersion, document: DocumentNode): SubscriptionNode {
  const { planner, api } = version.planning;
  try {
    const { node } = planner.buildQueryPlan(operationFromDocument(api, document));
    if (node?.kind === 'Subscription') return node;
  } catch (cause) {
    throw Refusal.of(unplannable(cause));
  }
  throw Refusal.of(unplannable());
}

/** An ordinary sequence. */
function redirected(answered: FetchNode, rest: PlanNode | undefined): QueryPlan {
  return { kind: 'QueryPlan', node: { kind: 'Sequence', nodes: rest ? [answered, rest] : [answered] } };
}

function fetchesOf(node: PlanNode): FetchNode[] {
  switch (node.kind) {
    case 'Fetch':
      return [node];
    case 'Flatten':
      return fetchesOf(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesOf);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((branch) => (branch ? fetchesOf(branch) : []));
    case 'Defer': // the planner is never asked for incremental delivery
      return [];
  }
}

function unplannable(cause?: unknown) {
  const message = 'The operation is valid, but no plan for it was found.';
  const originalError = cause instanceof Error ? cause : null;
  return subscriptionError(SubscriptionErrorCode.planning, message, { originalError });
}
