import {
  Kind,
  parse,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** The fields by which subgraphs know each other's things. */
export interface FieldSets {
  /** Names that the planner may select by itself: of keys, and of the fields that fields require. */
  readonly names: ReadonlySet<string>;
  /** The fields of each key by which a subgraph finds things of a type, by `subgraph type`. */
  readonly keys: ReadonlyMap<string, ReadonlyArray<readonly string[]>>;
}

const ARGUMENTS = ['key', 'requires', 'provides'];

export function readFieldSets(supergraph: DocumentNode): FieldSets {
  const names = new Set<string>();
  const keys = new Map<string, string[][]>();
  const services = servicesOf(supergraph);
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    const fields = 'fields' in definition ? (definition.fields ?? []) : [];
    const applied = [definition, ...fields].flatMap((each) => each.directives ?? []);
    for (const directive of applied.filter(({ name }) => /^join__(type|field)$/.test(name.value))) {
      for (const argument of ARGUMENTS) {
        const set = setIn(argumentOf(directive, argument));
        if (set) visit(set, { Field: ({ name }) => void names.add(name.value) });
      }
      const key = setIn(argumentOf(directive, 'key'));
      const graph = argumentOf(directive, 'graph');
      if (!key || graph?.kind !== Kind.ENUM) continue;
      const id = `${services.get(graph.value) ?? ''} ${definition.name.value}`;
      keys.set(id, [...(keys.get(id) ?? []), fieldsOf(key)]);
    }
  }
  return { names, keys };
}

/** Names of subgraphs by the words of the enumeration that stands for them. */
export function servicesOf(supergraph: DocumentNode): Map<string, string> {
  const graphs = supergraph.definitions.find(
    (each) => each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return new Map(
    values.map(({ name, directives = [] }) => {
      const given = directives[0] && argumentOf(directives[0], 'name');
      return [name.value, given?.kind === Kind.STRING ? given.value : name.value];
    }),
  );
}

export function argumentOf(directive: DirectiveNode, name: string): ValueNode | undefined {
  return directive.arguments?.find((each) => each.name.value === name)?.value;
}

function setIn(value: ValueNode | undefined): SelectionSetNode | undefined {
  if (value?.kind !== Kind.STRING) return undefined;
  const [operation] = parse(`{ ${value.value} }`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
}

function fieldsOf({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : []));
}
