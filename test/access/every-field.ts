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
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { ROOT } from '../testkit/process.ts';

/** A field is looked into so deep below its root field. */
const DEPTH = 7;
/** The depth of a node below a connection: edges, node. */
const ROW = 2;
/** Values of arguments, by `Type.field(argument)`; an argument that is not named here and not required is left out. */
export type Arguments = Readonly<Record<string, string>>;

export const api = buildSchema(readFileSync(join(ROOT, 'schema/api.graphql'), 'utf8'));

/** A field that is selected with nothing inside it that is a part of the tree. */
interface Leaf {
  readonly call: string;
}

interface Node {
  readonly type: GraphQLCompositeType;
  readonly depth: number;
  readonly own: Leaf[];
  readonly children: Array<readonly [call: string, node: Node]>;
}

/** Fields below one root field. Selections that are too large for one operation divide into smaller ones. */
export interface Selections {
  readonly query: string;
  /** None when nothing is left to divide. */
  readonly halves: () => readonly Selections[];
}

/**
 * For each root field: the fields below it. Together they are every field of every type that a query can reach.
 * Lists come first: they reach rows where a root field by key may reach none.
 */
export function everyField(given: Arguments): ReadonlyMap<string, Selections> {
  const roots = Object.values(api.getQueryType()?.getFields() ?? {});
  const expanded = new Set<string>();
  const inOrder = [...roots.filter(isList), ...roots.filter((root) => !isList(root))];
  return new Map(inOrder.map((root) => [root.name, below(root, given, expanded)]));
}

const isList = ({ type }: GraphQLField<unknown, unknown>): boolean => rowOf(getNamedType(type)) !== undefined;

function below(root: GraphQLField<unknown, unknown>, given: Arguments, expanded: Set<string>): Selections {
  const call = written('Query', root, given);
  const type = getNamedType(root.type);
  if (!isCompositeType(type)) return { query: `{ ${call} }`, halves: () => [] };
  const top = tree(type, given, expanded);
  return among(leavesOf(top), (leaves) => `{ ${call} ${printed(top, new Set(leaves))} }`);
}

function among(leaves: readonly Leaf[], print: (leaves: readonly Leaf[]) => string): Selections {
  const middle = Math.ceil(leaves.length / 2);
  const parts = leaves.length > 1 ? [leaves.slice(0, middle), leaves.slice(middle)] : [];
  return { query: print(leaves), halves: () => parts.map((part) => among(part, print)) };
}

/** For each root field that is a connection: one query for a page of it, with its count and every field that holds a plain value. */
export function everyRow(given: Arguments): ReadonlyMap<string, (after: string | null) => string> {
  const roots = Object.values(api.getQueryType()?.getFields() ?? {});
  return new Map(
    roots.flatMap((root) => {
      const row = rowOf(getNamedType(root.type));
      if (!row) return [];
      const fields = Object.values(row.getFields()).filter(
        ({ type, args }) => isLeafType(getNamedType(type)) && args.length === 0,
      );
      const selection = `count { value } edges { node { ${fields.map(({ name }) => name).join(' ')} } } pageInfo { hasNextPage endCursor }`;
      const required = root.args
        .filter((arg) => isRequiredArgument(arg))
        .map(({ name }) => `, ${name}: ${given[`Query.${root.name}(${name})`] ?? ''}`)
        .join('');
      const page = (after: string | null): string =>
        `{ ${root.name}(first: 200${required}${after === null ? '' : `, after: "${after}"`}) { ${selection} } }`;
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

/**
 * Each root expands its own row: the nearest types, down to the node of a connection. Other types are expanded under the
 * first root that reaches them, on the shortest path: the trees stay small, and no field is left out.
 */
function tree(top: GraphQLCompositeType, given: Arguments, expanded: Set<string>): Node {
  const first = node(top, 0);
  const queue = [first];
  const known = new Set([top.name]);
  const isNew = (target: GraphQLNamedType, depth: number): boolean =>
    !known.has(target.name) && (depth <= ROW || !expanded.has(target.name));
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
      if (!isCompositeType(target)) next.own.push({ call });
      else if (!isNew(target, next.depth + 1) || next.depth >= DEPTH)
        next.own.push({ call: `${call} { ${target.name === 'Person' ? 'id' : '__typename'} }` });
      else {
        known.add(target.name);
        expanded.add(target.name);
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
  own: [{ call: '__typename' }],
  children: [],
});

export function written(
  type: string,
  { name, args }: GraphQLField<unknown, unknown>,
  given: Arguments,
): string {
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

/** Those near the root first. */
function leavesOf(top: Node): Leaf[] {
  const nodes = [top];
  for (const { children } of nodes) nodes.push(...children.map(([, child]) => child));
  return nodes.flatMap(({ own }) => own);
}

/** The chosen leaves and the way to them; empty when none is chosen here or below. */
function printed({ own, children }: Node, chosen: ReadonlySet<Leaf>): string {
  const selected = own.flatMap((leaf) => (chosen.has(leaf) ? [leaf.call] : []));
  for (const [call, child] of children) {
    const inner = printed(child, chosen);
    if (inner !== '') selected.push(`${call} ${inner}`);
  }
  return selected.length > 0 ? `{ ${selected.join(' ')} }` : '';
}
