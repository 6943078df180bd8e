import {
  Kind,
  TypeInfo,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  parse,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

import { EcoGridError } from '@ecogrid/errors';

/** Names of fields by type, by which the planner finds a thing in another subgraph. */
export type KeyFields = ReadonlyMap<string, ReadonlySet<string>>;

/** The fields that subgraphs ask of each other by a supergraph: keys of a type, and fields that a field requires. */
const FIELD_SETS: ReadonlyArray<readonly [directive: string, argument: string]> = [
  ['join__type', 'key'],
  ['join__field', 'requires'],
];

/** Reads the fields that the planner may add to a selection from the text of a supergraph. */
export function keyFieldsOf(supergraph: DocumentNode, schema: GraphQLSchema): KeyFields {
  const found = new Map<string, Set<string>>();
  for (const definition of supergraph.definitions) {
    if (!('fields' in definition)) continue;
    const type = schema.getType(definition.name.value);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const directives = [definition, ...(definition.fields ?? [])].flatMap((each) => each.directives ?? []);
    for (const text of directives.flatMap(fieldSetsIn)) {
      const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
      if (operation?.kind === Kind.OPERATION_DEFINITION) collect(found, type, operation.selectionSet);
    }
  }
  return found;
}

function fieldSetsIn(directive: ConstDirectiveNode): string[] {
  return FIELD_SETS.filter(([name]) => name === directive.name.value).flatMap(([, argument]) => {
    const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
    return value?.kind === Kind.STRING ? [value.value] : [];
  });
}

function collect(found: Map<string, Set<string>>, type: GraphQLCompositeType, set: SelectionSetNode): void {
  const names = found.get(type.name) ?? new Set();
  found.set(type.name, names);
  for (const selection of set.selections) {
    if (selection.kind !== Kind.FIELD) continue;
    names.add(selection.name.value);
    const fields = 'getFields' in type ? type.getFields() : {};
    const inner = getNamedType(fields[selection.name.value]?.type);
    if (selection.selectionSet && isCompositeType(inner)) collect(found, inner, selection.selectionSet);
  }
}

/**
 * Refuses an alias that has the name of a field by which its thing is found in other subgraphs: the planner reads that
 * response name as the key, and the answer is silently wrong (apollographql/federation#3036).
 * @throws EcoGridError ALIAS_HIDES_KEY
 */
export function requireVisibleKeys(document: DocumentNode, schema: GraphQLSchema, keys: KeyFields): void {
  const types = new TypeInfo(schema);
  const isHidden = ({ alias, name }: FieldNode): boolean => {
    if (!alias || alias.value === name.value) return false;
    return alias.value === '__typename' || keysOf(types.getParentType(), schema, keys).has(alias.value);
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(field) {
        if (isHidden(field)) throw hidden(field, types.getParentType()?.name);
      },
    }),
  );
}

/** A thing behind an interface may be of any of its types. */
function keysOf(
  type: GraphQLCompositeType | null | undefined,
  schema: GraphQLSchema,
  keys: KeyFields,
): ReadonlySet<string> {
  if (!type) return new Set();
  const possible = isAbstractType(type)
    ? [type, ...schema.getPossibleTypes(type)]
    : [type, ...type.getInterfaces()];
  return new Set(possible.flatMap(({ name }) => [...(keys.get(name) ?? [])]));
}

function hidden({ alias, name }: FieldNode, type: string | undefined): EcoGridError {
  return new EcoGridError('ALIAS_HIDES_KEY', { alias: alias?.value, field: name.value, type });
}
