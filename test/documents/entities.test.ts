import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  Kind,
  buildSchema,
  getNamedType,
  getNullableType,
  isObjectType,
  parse,
  visit,
  type ConstDirectiveNode,
  type TypeNode,
} from 'graphql';

const SCHEMA = new URL('../../schema/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, SCHEMA), 'utf8');

function fieldsOf({ arguments: given = [] }: ConstDirectiveNode): string {
  const [fields] = given.flatMap(({ name, value }) =>
    name.value === 'fields' && value.kind === Kind.STRING ? [value.value] : [],
  );
  return fields ?? '';
}

/** Entity and key, such as `Person` and `number`. */
const KEYS = new Set<string>();
for (const file of readdirSync(new URL('subgraphs/', SCHEMA))) {
  visit(parse(read(`subgraphs/${file}`)), {
    ObjectTypeDefinition: ({ name, directives = [] }) => {
      const keys = directives.filter((directive) => directive.name.value === 'key');
      for (const key of keys) KEYS.add(`${name.value} ${fieldsOf(key)}`);
    },
  });
}

/** Root fields by key that take the same in other words. */
const IN_OTHER_WORDS: Readonly<Record<string, string>> = { effectiveFrom: 'on' };

const roots = Object.values(
  buildSchema(read('api.graphql'), { assumeValidSDL: true }).getQueryType()?.getFields() ?? {},
).filter(({ type }) => isObjectType(getNullableType(type)));

test('there are entities', () => {
  expect(KEYS.size).toBeGreaterThan(30);
});

test.each([...KEYS].sort())('an entity can be fetched again by its key: %s', (key) => {
  const [entity, ...fields] = key.split(' ');
  const found = roots.filter(({ type, args }) => {
    const names = new Set(args.map(({ name }) => name));
    const takes = (field: string): boolean => names.has(field) || names.has(IN_OTHER_WORDS[field] ?? field);
    return getNamedType(type).name === entity && fields.every(takes);
  });
  expect(found).toHaveLength(1);
});

/** References that are not nullable to an entity that another subgraph describes, and so owns. */
function strictReferences(sdl: string): string[] {
  const types = parse(sdl).definitions.filter((each) => each.kind === Kind.OBJECT_TYPE_DEFINITION);
  const foreign = new Set(
    types
      .filter(({ description, directives = [] }) => !description && directives.some(isKey))
      .map(({ name }) => name.value),
  );
  return types.flatMap(({ name, fields = [] }) =>
    fields
      .filter(({ type }) => strictNames(type).some((strict) => foreign.has(strict)))
      .map((field) => `${name.value}.${field.name.value}`),
  );
}

const isKey = ({ name }: ConstDirectiveNode): boolean => name.value === 'key';

/** The named type where it may not be null, in a list or alone. */
function strictNames(type: TypeNode): string[] {
  if (type.kind === Kind.LIST_TYPE) return strictNames(type.type);
  if (type.kind === Kind.NAMED_TYPE) return [];
  return type.type.kind === Kind.NAMED_TYPE ? [type.type.name.value] : strictNames(type.type);
}

test('a reference that is not nullable is found', () => {
  const sdl =
    'type Camera @key(fields: "id") { id: ID! } "A case." type Case { all: [Camera!]! one: Camera }';
  expect(strictReferences(sdl)).toEqual(['Case.all']);
});

test.each(readdirSync(new URL('subgraphs/', SCHEMA)))(
  'in %s a reference to an entity of another subgraph is nullable: its owner may hide it',
  (file) => expect(strictReferences(read(`subgraphs/${file}`))).toEqual([]),
);
