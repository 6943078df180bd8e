import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
} from 'graphql';

/** The parts of one generated operation. */
export interface Shape {
  /** Selections at most. */
  readonly selections: number;
  /** Root fields at most. */
  readonly roots: number;
  /** Fields within fields at most. */
  readonly depth: number;
  /** Of ten fields that show a thing, so many carry an alias. */
  readonly aliases: number;
  /** The size of its pages. */
  readonly page: number;
}

/** Of the usual size, and at each bound of the gateway. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  shallow: { selections: 30, roots: 2, depth: 2, aliases: 1, page: 50 },
  usual: { selections: 100, roots: 3, depth: 5, aliases: 2, page: 50 },
  wide: { selections: 780, roots: 45, depth: 3, aliases: 1, page: 5 },
  deep: { selections: 780, roots: 10, depth: 30, aliases: 1, page: 1 },
  aliased: { selections: 780, roots: 45, depth: 6, aliases: 4, page: 1 },
};

type Field = GraphQLField<unknown, unknown>;

/** Random operations that are valid for a schema; the same random numbers give the same operation. */
export class GeneratedOperations {
  private left = 0;
  private names = 0;

  private readonly schema: GraphQLSchema;
  private readonly below: (bound: number) => number;

  /** @param below a random whole number less than a bound. */
  constructor(schema: GraphQLSchema, below: (bound: number) => number) {
    this.schema = schema;
    this.below = below;
  }

  query(shape: Shape): string {
    this.left = shape.selections;
    const roots = fieldsOf(this.schema.getQueryType()).filter(({ type }) =>
      isCompositeType(getNamedType(type)),
    );
    const selected: string[] = [];
    while (this.left > 0 && selected.length < shape.roots)
      selected.push(this.thing(this.pick(roots), shape, shape.depth));
    return `{ ${selected.join(' ')} }`;
  }

  private thing(field: Field, shape: Shape, depth: number): string {
    this.left -= 1;
    const alias = this.below(10) < shape.aliases || depth === shape.depth ? `x${(this.names += 1)}: ` : '';
    return `${alias}${field.name}${argumentsOf(field, shape.page)} { ${this.set(getNamedType(field.type), shape, depth - 1)} }`;
  }

  private set(type: GraphQLNamedOutputType, shape: Shape, depth: number): string {
    const fields = fieldsOf(type);
    const leaves = fields.filter(
      (field) => !isCompositeType(getNamedType(field.type)) && !argumentsOf(field, shape.page),
    );
    const things = fields.filter((field) => isCompositeType(getNamedType(field.type)));
    const selected = ['__typename'];
    for (const { name } of leaves.slice(0, this.below(leaves.length + 1)))
      if (this.left-- > 0) selected.push(name);
    if (depth <= 0) return selected.join(' ');
    const used = new Set<string>();
    for (let n = 1 + this.below(3); n > 0 && things.length > 0 && this.left > 0; n -= 1) {
      const field = this.pick(things);
      const text = this.thing(field, shape, depth);
      const response = text.slice(0, text.indexOf(' '));
      // Two selections of one response name must be the same field with the same arguments.
      if (!used.has(response)) selected.push(text);
      used.add(response);
    }
    return selected.join(' ');
  }

  private pick(fields: readonly Field[]): Field {
    return fields[this.below(fields.length)]!;
  }
}

function fieldsOf(type: GraphQLNamedOutputType | null | undefined): Field[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

/** Required arguments, and the size of a page. */
function argumentsOf({ args }: Field, page: number): string {
  const given = args.flatMap(({ name, type, defaultValue }) => {
    if (name === 'first') return [`first: ${page}`];
    return isNonNullType(type) && defaultValue === undefined ? [`${name}: ${literal(type)}`] : [];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${required.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
  }
  return LITERALS[type.name] ?? '"370871"';
}

const LITERALS: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1.0',
  Boolean: 'true',
  DateTimeISO: '"2026-01-01T00:00:00Z"',
  Date: '"2026-01-01"',
};
