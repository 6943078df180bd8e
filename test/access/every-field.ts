import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { ROOT } from '../testkit/process.ts';

/** A field is looked into so deep below its root field. */
const DEPTH = 7;
/** Values of arguments, by `Type.field(argument)`; an argument that is not named here and not required is left out. */
export type Arguments = Readonly<Record<string, string>>;

const api = buildSchema(readFileSync(join(ROOT, 'schema/api.graphql'), 'utf8'));

interface Node {
  readonly type: GraphQLCompositeType;
  readonly depth: number;
  readonly own: string[];
  readonly children: Array<readonly [call: string, node: Node]>;
}

/** One query for each root field. Together they select every field of every type that a query can reach. */
export function everyField(given: Arguments): ReadonlyMap<string, string> {
  const query = api.getQueryType();
  const roots = Object.values(query?.getFields() ?? {});
  return new Map(
    roots.map((root) => [root.name, `{ ${written('Query', root, given)} ${body(root, given)} }`]),
  );
}

/** For each root field that is a connection: one query for a page of it, with every field that holds a plain value. */
export function everyRow(): ReadonlyMap<string, (after: string | null) => string> {
  const roots = Object.values(api.getQueryType()?.getFields() ?? {});
  return new Map(
    roots.flatMap((root) => {
      const row = rowOf(getNamedType(root.type));
      if (!row) return [];
      const fields = Object.values(row.getFields()).filter(
        ({ type, args }) => isLeafType(getNamedType(type)) && args.length === 0,
      );
      const selection = `edges { node { ${fields.map(({ name }) => name).join(' ')} } } pageInfo { hasNextPage endCursor }`;
      const page = (after: string | null): string =>
        `{ ${root.name}(first: 200${after === null ? '' : `, after: "${after}"`}) { ${selection} } }`;
      return [[root.name, page] as const];
    }),
  );
}

function rowOf(connection: GraphQLNamedType): GraphQLObjectType | undefined {
  const edge = isObjectType(connection) && getNamedType(connection.getFields()['edges']?.type);
  const row = edge && isObjectType(edge) && getNamedType(edge.getFields()['node']?.type);
  return row && isObjectType(row) ? row : undefined;
}

/** `Type.field` of every field of the types that a query can reach. */
export function fieldsOfQueries(): string[] {
  const reachable = new Set<string>();
  const look = (type: GraphQLCompositeType): void => {
    for (const each of isAbstractType(type) ? api.getPossibleTypes(type) : [type]) {
      if (reachable.has(each.name)) continue;
      reachable.add(each.name);
      for (const { type: target } of Object.values(each.getFields())) {
        const named = getNamedType(target);
        if (isCompositeType(named)) look(named);
      }
    }
  };
  const query = api.getQueryType();
  if (query) look(query);
  return [...reachable].flatMap((name) => {
    const type = api.getType(name);
    return isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${name}.${field}`) : [];
  });
}

function body(root: GraphQLField<unknown, unknown>, given: Arguments): string {
  const type = getNamedType(root.type);
  return isCompositeType(type) ? printed(tree(type, given)) : '';
}

/** Every type is expanded once below a root, on its nearest way: the tree stays small, and no field is left out. */
function tree(top: GraphQLCompositeType, given: Arguments): Node {
  const first = node(top, 0);
  const queue = [first];
  const known = new Set([top.name]);
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (isAbstractType(next.type)) {
      for (const each of api.getPossibleTypes(next.type)) {
        const child = node(each, next.depth);
        next.children.push([`... on ${each.name}`, child]);
        queue.push(child);
      }
      continue;
    }
    for (const field of Object.values(next.type.getFields())) {
      const call = written(next.type.name, field, given);
      const target = getNamedType(field.type);
      if (!isCompositeType(target)) next.own.push(call);
      else if (known.has(target.name) || next.depth >= DEPTH) next.own.push(`${call} { __typename }`);
      else {
        known.add(target.name);
        const child = node(target, next.depth + 1);
        next.children.push([call, child]);
        queue.push(child);
      }
    }
  }
  return first;
}

const node = (type: GraphQLCompositeType, depth: number): Node => ({
  type,
  depth,
  own: ['__typename'],
  children: [],
});

function written(type: string, { name, args }: GraphQLField<unknown, unknown>, given: Arguments): string {
  const values = args.flatMap((argument) => valueOf(`${type}.${name}`, argument, given));
  return values.length > 0 ? `${name}(${values.join(', ')})` : name;
}

function valueOf(field: string, { name, type, defaultValue }: GraphQLArgument, given: Arguments): string[] {
  const value = given[`${field}(${name})`] ?? (name === 'first' ? '2' : undefined);
  if (value !== undefined) return [`${name}: ${value}`];
  if (isNonNullType(type) && defaultValue === undefined)
    throw new Error(`${field}(${name}) needs a value in the table of arguments`);
  return [];
}

function printed({ own, children }: Node): string {
  const inner = children.map(([call, child]) => `${call} ${printed(child)}`);
  return `{ ${[...own, ...inner].join(' ')} }`;
}
