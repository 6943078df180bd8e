import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  print,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
export type Variables = Readonly<Record<string, unknown>>;

const TYPENAME: SelectionNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Response names under which subgraphs answer, where the client's would be taken for something else. */
export class ResponseNames {
  private readonly prefix: string;
  private readonly reserved: ReadonlySet<string>;
  /** The meaning of each response name, by its number. */
  private readonly meanings: ReadonlyMap<string, ReadonlyMap<string, number>>;

  /** @param reserved names that the planner itself may select: of keys, and of the fields that fields require. */
  constructor(reserved: ReadonlySet<string>, document: DocumentNode) {
    this.reserved = reserved;
    this.meanings = meaningsOf(document);
    let prefix = 'as_';
    while ([...this.meanings.keys(), ...reserved].some((name) => name.startsWith(prefix)))
      prefix = `${prefix}_`;
    this.prefix = prefix;
  }

  /**
   * - The planner reads an alias with the name of a key as the key (apollographql/federation#3036); a required field has
   *   arguments of its own.
   * - A name may stand for one field of one type and for another of the next, which an interface object has together.
   * - An alias may be a name that every object has.
   */
  planned(field: FieldNode, definition: GraphQLField<unknown, unknown> | undefined): string {
    const name = field.name.value;
    const response = (field.alias ?? field.name).value;
    const isReserved = this.reserved.has(response) || response === '__typename';
    const isHidden = isReserved && (response !== name || Boolean(definition?.args.length));
    const number = this.meanings.get(response)?.get(meaningOf(field)) ?? 0;
    return isHidden || number > 0 || response in Object.prototype
      ? `${this.prefix}${number}_${response}`
      : response;
  }

  client(planned: string): string {
    return planned.startsWith(this.prefix) ? planned.slice(this.prefix.length).replace(/^\d+_/, '') : planned;
  }
}

function meaningsOf(document: DocumentNode): Map<string, Map<string, number>> {
  const meanings = new Map<string, Map<string, number>>();
  visit(document, {
    Field(field) {
      const response = (field.alias ?? field.name).value;
      const known = meanings.get(response) ?? new Map<string, number>();
      const meaning = meaningOf(field);
      if (!known.has(meaning)) known.set(meaning, known.size);
      meanings.set(response, known);
    },
  });
  return meanings;
}

function meaningOf({ name, arguments: args = [] }: FieldNode): string {
  return args.length > 0 ? `${name.value}(${args.map(print).sort().join()})` : name.value;
}

/** The variables that decide about a selection, of which a plan holds the values. */
export function conditionVariables(operation: OperationDefinitionNode, fragments: Fragments): string[] {
  const names = new Set<string>();
  for (const node of [operation, ...fragments.values()]) {
    visit(node, {
      Directive(directive) {
        const condition = isCondition(directive) && directive.arguments?.[0]?.value;
        if (condition && condition.kind === Kind.VARIABLE) names.add(condition.name.value);
      },
    });
  }
  return [...names].sort();
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/** Whether a selection is made, as the specification says. */
export function isSelected({ directives = [] }: SelectionNode, variables: Variables): boolean {
  return directives.every((directive) => {
    if (!isCondition(directive)) return true;
    const value = directive.arguments?.[0]?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return directive.name.value === 'include' ? isTrue : !isTrue;
  });
}

/** Whether the schema answers a field itself. */
export function isAboutSchema({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}

/**
 * The operation as it is planned: simpler than the client's, and with the same meaning.
 * - Its conditions are decided: the planner takes a field that it requires itself for one that the client left out.
 * - A fragment is on one possible type, or has no condition: the planner fails at interfaces within interface objects.
 * - Nothing of it is about the schema, which no subgraph answers.
 * - It has no name, so that equal fetches of one request are seen to be equal.
 */
export function plannedDocument(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  names: ResponseNames,
  variables: Variables,
): DocumentNode {
  const { name: _name, ...nameless } = operation;
  const type = schema.getRootType(operation.operation);
  if (!type) throw new Error(`The schema has no ${operation.operation}.`);
  const plan = new PlannedSelections(schema, fragments, names, variables);
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...nameless, selectionSet: plan.set(type, operation.selectionSet) }],
  };
}

class PlannedSelections {
  private readonly schema: GraphQLSchema;
  private readonly fragments: Fragments;
  private readonly names: ResponseNames;
  private readonly variables: Variables;

  constructor(schema: GraphQLSchema, fragments: Fragments, names: ResponseNames, variables: Variables) {
    this.schema = schema;
    this.fragments = fragments;
    this.names = names;
    this.variables = variables;
  }

  set(type: GraphQLCompositeType, given: SelectionSetNode): SelectionSetNode {
    const selections = this.selections(type, given);
    return { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [TYPENAME] };
  }

  private selections(type: GraphQLCompositeType, { selections }: SelectionSetNode): SelectionNode[] {
    return selections.flatMap((each) => {
      if (!isSelected(each, this.variables)) return [];
      if (each.kind === Kind.FIELD) return isAboutSchema(each) ? [] : [this.field(type, each)];
      const fragment = each.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(each.name.value) : each;
      if (!fragment) return [];
      const condition = fragment.typeCondition && this.schema.getType(fragment.typeCondition.name.value);
      return isCompositeType(condition)
        ? this.narrowed(type, condition, fragment.selectionSet)
        : this.selections(type, fragment.selectionSet);
    });
  }

  private narrowed(
    type: GraphQLCompositeType,
    condition: GraphQLCompositeType,
    set: SelectionSetNode,
  ): SelectionNode[] {
    const possible = this.possible(type);
    const applying = this.possible(condition).filter((each) => possible.includes(each));
    const isWider =
      type === condition ||
      (isAbstractType(condition) && !isUnionType(type) && this.schema.isSubType(condition, type));
    if (isWider) return this.selections(type, set);
    return applying.map((each) => ({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: each.name } },
      selectionSet: this.set(each, set),
    }));
  }

  private possible(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
  }

  private field(type: GraphQLCompositeType, field: FieldNode): FieldNode {
    const { name, arguments: args, selectionSet } = field;
    const definition = isUnionType(type) ? undefined : type.getFields()[name.value];
    const planned = this.names.planned(field, definition);
    const inner = getNamedType(definition?.type);
    return {
      kind: Kind.FIELD,
      name,
      ...(planned !== name.value && { alias: { kind: Kind.NAME, value: planned } }),
      ...(args && { arguments: args }),
      ...(selectionSet && {
        selectionSet: isCompositeType(inner) ? this.set(inner, selectionSet) : selectionSet,
      }),
    };
  }
}
