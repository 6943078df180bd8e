import { buildOperationContext } from '@apollo/gateway';
import { ListType, type ObjectType, type Schema } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The root field under which many events are one answer: no graph has a field of that name. */
export const eventsField = '_eventsOfBatch';

/** One plan for many events: what a fetch of the plan needs of all of them is asked in one call. */
export interface BatchPlan {
  readonly plan: QueryPlan;
  readonly api: Schema;
  /** What the client selected, of each event. */
  readonly selecting: OperationContext;
  /** Nothing but the type's name: for a caller that projects the completed data itself. */
  readonly completing: OperationContext;
}

type OperationContext = ReturnType<typeof buildOperationContext>;

/** The API with a list of events to be selected from like from anything else. */
export function withEventsField(api: Schema): Schema {
  const schema = api.clone();
  const root = schema.schemaDefinition.rootType('subscription');
  const query = schema.schemaDefinition.rootType('query');
  if (root && query) query.addField(eventsField, new ListType(schema.type(root.name) as ObjectType));
  return schema;
}

/** @returns undefined where the rest of the plan does not hang on the events. */
export function batchPlan(
  { schema, api }: { readonly schema: GraphQLSchema; readonly api: Schema },
  document: DocumentNode,
  answered: FetchNode,
  rest: PlanNode,
): BatchPlan | undefined {
  const nodes = belowEvents(rest);
  if (!nodes || answered.outputRewrites) return undefined;
  const context = (selected: (operation: OperationDefinitionNode) => SelectionSetNode): OperationContext =>
    buildOperationContext({ schema, operationDocument: queryOf(document, selected) });
  return {
    plan: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes: [answered, nodes] } },
    api,
    selecting: context(({ selectionSet }) => selectionOf(eventsField, selectionSet)),
    completing: context(() => selectionOf('__typename')),
  };
}

function queryOf(
  document: DocumentNode,
  selected: (operation: OperationDefinitionNode) => SelectionSetNode,
): DocumentNode {
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? { ...definition, operation: OperationTypeNode.QUERY, selectionSet: selected(definition) }
      : definition,
  );
  return { ...document, definitions };
}

function selectionOf(value: string, selectionSet?: SelectionSetNode): SelectionSetNode {
  const field = { kind: Kind.FIELD, name: { kind: Kind.NAME, value } } as const;
  return { kind: Kind.SELECTION_SET, selections: [selectionSet ? { ...field, selectionSet } : field] };
}

/** The same steps, each one level deeper. */
function belowEvents(node: PlanNode): PlanNode | undefined {
  switch (node.kind) {
    case 'Flatten':
      return { ...node, path: [eventsField, '@', ...node.path] };
    case 'Sequence':
    case 'Parallel': {
      const nodes = node.nodes.map(belowEvents).filter((each) => each !== undefined);
      return nodes.length === node.nodes.length ? { ...node, nodes } : undefined;
    }
    case 'Condition': {
      const [ifClause, elseClause] = [node.ifClause, node.elseClause].map(
        (each) => each && belowEvents(each),
      );
      if ((node.ifClause && !ifClause) || (node.elseClause && !elseClause)) return undefined;
      return { ...node, ...(ifClause && { ifClause }), ...(elseClause && { elseClause }) };
    }
    default: // a fetch that hangs on nothing
      return undefined;
  }
}
