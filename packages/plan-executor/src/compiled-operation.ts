import {
  executeSync,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FetchNode } from '@apollo/query-planner';
import { EntityBatches, type Fetch } from './entity-batches.ts';
import { placedErrors, type Fault, type Path } from './errors.ts';
import type { Data } from './own.ts';
import {
  isAboutSchema,
  isSelected,
  plannedDocument,
  ResponseNames,
  type Fragments,
  type Variables,
} from './planned-document.ts';
import { rootTypeOf, type Planning } from './planning.ts';
import { rewrite } from './representations.ts';
import { compileProjector, type Projector } from './projector.ts';
import { compileSteps, placesOf, spelledFetch, type Run, type Step } from './steps.ts';

export interface Execution {
  /** As the client gave them: subgraphs know the defaults. */
  readonly variables: Variables;
  readonly fetch: Fetch;
}

/** The data of an event, or of anything else that is there already. */
export interface Root {
  readonly data: Data | null;
  readonly faults?: readonly Fault[];
}

/** One operation with one set of decided conditions: planned and put together once, executed many times. */
export class CompiledOperation {
  /** The fetch that opens a subscription. */
  readonly primary: FetchNode | undefined;
  /** Whether more is asked of subgraphs than is there already. */
  readonly isComplete: boolean;
  private readonly step: Step;
  private readonly projector: Projector;
  private readonly introspection: DocumentNode | undefined;
  private readonly isMutation: boolean;
  private readonly names: ResponseNames;
  private readonly planning: Planning;
  private readonly type: GraphQLObjectType;

  /**
   * @param conditions the values of the variables that decide about selections.
   * @param planned the operation with the selections that only its caller adds.
   */
  constructor(
    planning: Planning,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    conditions: Variables,
    planned: OperationDefinitionNode = operation,
  ) {
    const fragments = fragmentsOf(document);
    this.planning = planning;
    this.isMutation = operation.operation === OperationTypeNode.MUTATION;
    this.names = new ResponseNames(planning.fieldSets.names, document);
    const { schema } = planning;
    const parts = { schema, fragments, names: this.names, variables: conditions };
    const type = rootTypeOf(schema, operation.operation);
    this.type = type;
    this.introspection = introspectionOf(operation, fragments, conditions);
    this.projector = compileProjector(parts, type, operation.selectionSet);
    const node = planning.plan(plannedDocument(schema, planned, fragments, this.names, conditions));
    const isSubscription = node?.kind === 'Subscription';
    this.primary = isSubscription ? spelledFetch(planning.stepParts, node.primary) : undefined;
    const rest = isSubscription ? node.rest : node;
    this.isComplete = rest === undefined;
    this.step = compileSteps(planning.stepParts, rest);
  }

  /** Whether an execution writes into the data that it begins with. */
  get writesIntoRoot(): boolean {
    return !this.isComplete || this.primary?.outputRewrites !== undefined;
  }

  /** The response name under which a subgraph answers a root field. */
  plannedName(field: FieldNode): string {
    return this.names.planned(field, this.type.getFields()[field.name.value]);
  }

  /** The result from the data that are there, where nothing else is needed. */
  completed(variables: Variables, root: Root): ExecutionResult {
    this.rewritten(root);
    const run = { hidden: new Set<object>(), faults: [] };
    return this.result(run, root, this.introspected(variables));
  }

  /** Never rejects for a fault of a subgraph: that is partial data with errors. */
  async execute(execution: Execution, root: Root = { data: {} }): Promise<ExecutionResult> {
    const [result] = await this.executeAll(execution, [root]);
    return result ?? { data: null };
  }

  /** The same for several events at once: the needs of a step for all of them are asked in one call. */
  async executeAll({ variables, fetch }: Execution, roots: readonly Root[]): Promise<ExecutionResult[]> {
    const run: Run = {
      roots: roots.flatMap(({ data }) => (data ? [data] : [])),
      variables,
      fetch,
      batches: new EntityBatches(fetch, !this.isMutation),
      hidden: new Set(),
      faults: [],
    };
    for (const root of roots) this.rewritten(root);
    await this.step(run);
    const introspected = this.introspected(variables);
    return roots.map((root) => this.result(run, root, introspected));
  }

  private result(
    { hidden, faults: all }: Pick<Run, 'hidden' | 'faults'>,
    { data: given, faults: known = [] }: Root,
    introspected: Data,
  ): ExecutionResult {
    const { data, faults: incomplete } = given
      ? this.projector(given, hidden, introspected)
      : { data: null, faults: [] };
    const faults = [...known.map((each) => this.forClient(each, [])), ...this.placed(all, given)];
    if (faults.length === 0 && incomplete.length === 0) return { data };
    const errors = placedErrors(data, faults, incomplete);
    return errors.length > 0 ? { errors, data } : { data };
  }

  /** The faults of one root with their paths. */
  private placed(faults: Run['faults'], root: Data | null): Fault[] {
    if (faults.length === 0 || !root) return [];
    const known = new Map<string, Map<Data, Path[]>>();
    return faults.flatMap(({ at, thing, fault }) => {
      const key = at.join('\n');
      let places = known.get(key);
      if (!places) known.set(key, (places = placesOf(root, at)));
      return (places.get(thing) ?? []).map((place) => this.forClient(fault, place));
    });
  }

  private forClient(fault: Fault, place: Path): Fault {
    const path =
      fault.path &&
      [...place, ...fault.path].map((key) => (typeof key === 'string' ? this.names.client(key) : key));
    return { ...fault, path };
  }

  /** The planner gave fields of the event's subgraph other names where two would be one. */
  private rewritten({ data }: Root): void {
    const rewrites = this.primary?.outputRewrites;
    if (rewrites && data) rewrite(this.planning.stepParts.schema, rewrites, data);
  }

  private introspected(variableValues: Variables): Data {
    if (!this.introspection) return {};
    const { schema } = this.planning;
    const { data } = executeSync({ schema, document: this.introspection, rootValue: {}, variableValues });
    return data ?? {};
  }
}

export function fragmentsOf(document: DocumentNode): Fragments {
  const definitions = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map<string, FragmentDefinitionNode>(definitions.map((each) => [each.name.value, each]));
}

/** The fields about the schema itself, which no subgraph answers. */
function introspectionOf(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Variables,
): DocumentNode | undefined {
  const found: FieldNode[] = [];
  const walk = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isSelected(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        if (isAboutSchema(selection)) found.push(selection);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment) walk(fragment.selectionSet);
    }
  };
  walk(operation.selectionSet);
  if (found.length === 0) return undefined;
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: found };
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }, ...fragments.values()] };
}
