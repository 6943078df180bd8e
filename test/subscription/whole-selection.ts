import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Kind,
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  parse,
  print,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type IntrospectionQuery,
  type SelectionSetNode,
} from 'graphql';
import { demand } from '../testkit/client.ts';
import { ROOT } from '../testkit/process.ts';

const DEPTH = 5;
/** Each type is looked into on so many ways at most: the nearest ones. */
const WAYS = 4;

/** `Type.field` of every field that the supergraph marks as turning on the person. */
export function personalFields(): Set<string> {
  const found = new Set<string>();
  for (const type of parse(readFileSync(join(ROOT, 'schema/supergraph.graphql'), 'utf8')).definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name, directives } of type.fields ?? []) {
      const isPersonal = directives?.some(({ arguments: given }) =>
        given?.some(({ value }) => value.kind === Kind.STRING && value.value === 'personal'),
      );
      if (isPersonal) found.add(`${type.name.value}.${name.value}`);
    }
  }
  return found;
}

export async function schemaOf(url: string): Promise<GraphQLSchema> {
  return buildClientSchema(await demand<IntrospectionQuery>(url, undefined, getIntrospectionQuery()));
}

interface Node {
  readonly type: GraphQLCompositeType;
  readonly depth: number;
  readonly fields: string[];
  readonly children: Array<readonly [name: string, node: Node]>;
}

/** One subscription that selects every field that can be reached from the push, except those marked as personal. @param call with its arguments, if any. */
export function wholeSelection(schema: GraphQLSchema, call: string, personal: ReadonlySet<string>): string {
  const [push = ''] = call.split('(');
  const root = schema.getSubscriptionType()?.getFields()[push];
  const pushed = root && getNamedType(root.type);
  if (!pushed || !isObjectType(pushed)) throw new Error(`There is no push ${push}`);
  const top = node(pushed, 0);
  const queue = [top];
  const ways = new Map<string, number>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const [name, target] of selectable(schema, next, personal)) {
      if (!isCompositeType(target)) {
        next.fields.push(name);
        continue;
      }
      const known = ways.get(target.name) ?? 0;
      if (next.depth >= DEPTH || known >= WAYS) continue;
      ways.set(target.name, known + 1);
      // A fragment leads no deeper: it only narrows the possible types.
      const child = node(target, name.startsWith('...') ? next.depth : next.depth + 1);
      next.children.push([name, child]);
      queue.push(child);
    }
  }
  return `subscription { ${call} ${printed(top)} }`;
}

/** The selectable parts of a type: its fields, or its possible types. */
function selectable(
  schema: GraphQLSchema,
  { type }: Node,
  personal: ReadonlySet<string>,
): Array<readonly [name: string, target: GraphQLNamedType]> {
  if (isAbstractType(type))
    return schema.getPossibleTypes(type).map((each) => [`... on ${each.name}`, each] as const);
  return Object.values(type.getFields())
    .filter((field) => !needsArguments(field) && !personal.has(`${type.name}.${field.name}`))
    .map((field) => [called(field), getNamedType(field.type)] as const);
}

/** A field with its name, and with a short page where it has pages: long ones make an operation too large. */
const called = ({ name, args }: GraphQLField<unknown, unknown>): string =>
  args.some((argument) => argument.name === 'first') ? `${name}(first: 2)` : name;

const node = (type: GraphQLCompositeType, depth: number): Node => ({
  type,
  depth,
  fields: ['__typename'],
  children: [],
});
const needsArguments = ({ args }: GraphQLField<unknown, unknown>): boolean =>
  args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);

function printed({ fields, children }: Node): string {
  const inner = children.map(([name, child]) => `${name} ${printed(child)}`);
  return `{ ${[...fields, ...inner].join(' ')} }`;
}

/** Two operations that together select the fields of the given one; none when it selects a single field. */
export function halvesOf(operation: string): string[] {
  const document = parse(operation);
  const [definition] = document.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('This is not an operation.');
  return halved(definition.selectionSet).map((selectionSet) => print({ ...definition, selectionSet }));
}

function halved(set: SelectionSetNode): SelectionSetNode[] {
  const { selections } = set;
  const [first] = selections;
  if (selections.length > 1) {
    const middle = Math.ceil(selections.length / 2);
    return [selections.slice(0, middle), selections.slice(middle)].map((half) => ({
      ...set,
      selections: half,
    }));
  }
  if (!first || first.kind === Kind.FRAGMENT_SPREAD || !first.selectionSet) return [];
  return halved(first.selectionSet).map((selectionSet) => ({
    ...set,
    selections: [{ ...first, selectionSet }],
  }));
}
