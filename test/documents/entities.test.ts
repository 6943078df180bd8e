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
