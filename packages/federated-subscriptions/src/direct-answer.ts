import {
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type GraphQLNamedOutputType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';

/** What the client selected, taken from what the subgraphs sent; undefined where that is for the executor to judge. */
export type Project = (value: unknown) => unknown;

type Data = Record<string, unknown>;

/**
 * For a selection without fragments, conditions or unions: there the plan's executor would only copy. A null in a field
 * that has none, a missing field or an unknown enum value is left to it, since it has to become an error.
 */
export function directAnswer(
  type: GraphQLOutputType,
  set: SelectionSetNode | undefined,
): Project | undefined {
  if (isNonNullType(type)) {
    const project = directAnswer(type.ofType, set);
    return project && ((value) => project(value) ?? undefined);
  }
  if (isListType(type)) {
    const project = directAnswer(type.ofType, set);
    return project && orNull((value) => listed(value, project));
  }
  const project = named(type, set);
  return project && orNull(project);
}

function named(type: GraphQLNamedOutputType, set: SelectionSetNode | undefined): Project | undefined {
  if (isEnumType(type)) return (value) => (type.getValue(String(value)) ? value : undefined);
  if (!isCompositeType(type)) return (value) => value;
  if (!set || !(isObjectType(type) || isInterfaceType(type))) return undefined;
  const fields: Array<readonly [name: string, project: Project]> = [];
  for (const selection of set.selections) {
    if (selection.kind !== Kind.FIELD || selection.directives?.length) return undefined;
    const definition = type.getFields()[selection.name.value];
    const project = definition && directAnswer(definition.type, selection.selectionSet);
    const name = selection.alias?.value ?? selection.name.value;
    // Response names are the client's: what every object has by itself, such as `__proto__`, is for the executor.
    if (!project || name in Object.prototype) return undefined;
    fields.push([name, project]);
  }
  // A field selected twice is merged by the executor.
  if (new Set(fields.map(([name]) => name)).size < fields.length) return undefined;
  return (value) => object(value, fields);
}

function orNull(project: Project): Project {
  return (value) => (value === null || value === undefined ? value : project(value));
}

function object(value: unknown, fields: ReadonlyArray<readonly [string, Project]>): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const taken: Data = {};
  for (const [name, project] of fields) {
    const found = project((value as Data)[name]);
    if (found === undefined) return undefined;
    taken[name] = found;
  }
  return taken;
}

function listed(value: unknown, project: Project): unknown {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(project);
  return items.includes(undefined) ? undefined : items;
}
