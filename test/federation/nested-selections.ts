import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  TypeInfo,
  buildSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  parse,
  visit,
  visitWithTypeInfo,
  type GraphQLObjectType,
} from 'graphql';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema/api.graphql'), 'utf8'));
/** Fields without a growing list: roots, pushes, answers of a mutation, the asker. */
const SINGLE = /^(Query|Mutation|Subscription|Me|\w+Payload|\w+Push|__\w+)$/;
const PAGES = /(Connection|Edge)$/;

/** Every field of a thing that shows another thing, as `Case.tickets`. */
export function nestedSelections(): string[] {
  const things = Object.values(schema.getTypeMap()).filter(isObjectType);
  return things.filter(({ name }) => !SINGLE.test(name) && !PAGES.test(name)).flatMap(nestedIn);
}

function nestedIn(type: GraphQLObjectType): string[] {
  const fields = Object.values(type.getFields()).filter((field) => isCompositeType(getNamedType(field.type)));
  return fields.map((field) => `${type.name}.${field.name}`);
}

/** The fields that an operation selects, those of an interface for each of its types. */
export function selectedBy(query: string): string[] {
  const info = new TypeInfo(schema);
  const found: string[] = [];
  const enter = (node: { readonly name: { readonly value: string } }): void => {
    const parent = info.getParentType();
    const types = isAbstractType(parent) ? schema.getPossibleTypes(parent) : parent ? [parent] : [];
    found.push(...types.map(({ name }) => `${name}.${node.name.value}`));
  };
  visit(parse(`{ ${query} }`), visitWithTypeInfo(info, { Field: { enter } }));
  return found;
}
