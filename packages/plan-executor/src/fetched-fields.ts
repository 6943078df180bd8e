import { isInterfaceType, Kind, parse, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { isOfType } from './representations.ts';

export type FieldsOf = (typename: unknown) => readonly string[];

/** The response names that a fetch asks of a root, or of an entity of a type; read when something failed. */
export function fieldsOf(schema: GraphQLSchema, query: string): FieldsOf {
  let root: SelectionSetNode | undefined;
  const namesIn = (set: SelectionSetNode | undefined, typename: unknown): string[] =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      const condition = selection.typeCondition?.name.value;
      return applies(schema, condition, typename) ? namesIn(selection.selectionSet, typename) : [];
    });
  return (typename) => {
    root ??= rootOf(query);
    const [entities] = root?.selections ?? [];
    const isOfEntities = entities?.kind === Kind.FIELD && entities.name.value === '_entities';
    return namesIn(isOfEntities ? entities.selectionSet : root, typename);
  };
}

function rootOf(query: string): SelectionSetNode | undefined {
  const operation = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
}

/** A thing of which only an interface is known may be of any of its types. */
function applies(schema: GraphQLSchema, condition: string | undefined, typename: unknown): boolean {
  if (condition === undefined || typeof typename !== 'string') return true;
  return isInterfaceType(schema.getType(typename)) || isOfType(schema, typename, condition);
}
