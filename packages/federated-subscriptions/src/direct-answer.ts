import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';

/** What the client selected, taken from what the subgraph sent; undefined where that is for the executor to judge. */
export type Project = (value: unknown) => unknown;

type Data = Record<string, unknown>;

/**
 * For a selection that one subgraph answers alone, without fragments, conditions or unions: the plan's executor would
 * only copy. A null, a missing field or an unknown enum value is left to it, since it may have to become an error.
 */
export function directAnswer(
  type: GraphQLOutputType,
  set: SelectionSetNode | undefined,
): Project | undefined {
  const named = getNamedType(type);
  if (isEnumType(named)) return listed((value) => (named.getValue(String(value)) ? value : undefined));
  if (!isCompositeType(named)) return listed((value) => value);
  if (!set || !(isObjectType(named) || isInterfaceType(named))) return undefined;
  const fields: Array<readonly [name: string, project: Project]> = [];
  for (const selection of set.selections) {
    if (selection.kind !== Kind.FIELD || selection.directives?.length) return undefined;
    const definition = named.getFields()[selection.name.value];
    const project = definition && directAnswer(definition.type, selection.selectionSet);
    if (!project) return undefined;
    fields.push([selection.alias?.value ?? selection.name.value, project]);
  }
  // A field selected twice is merged by the executor.
  if (new Set(fields.map(([name]) => name)).size < fields.length) return undefined;
  return listed((value) => object(value, fields));
}

function object(value: unknown, fields: ReadonlyArray<readonly [string, Project]>): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  // Response names are the client's: `__proto__` is one like any other.
  const taken = Object.create(null) as Data;
  for (const [name, project] of fields) {
    const found = project((value as Data)[name]);
    if (found === undefined) return undefined;
    taken[name] = found;
  }
  return taken;
}

function listed(project: Project): Project {
  return (value) => {
    if (value === null || value === undefined) return undefined;
    if (!Array.isArray(value)) return project(value);
    const items = value.map(listed(project));
    return items.includes(undefined) ? undefined : items;
  };
}
