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
}

type Field = GraphQLField<unknown, unknown>;

/** Random operations that are valid for a schema; the same random numbers give the same operation. */
export class GeneratedOperations {
  private left = 0;
  private names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly below: (bound: number) => number,
  ) {}

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
    return `${alias}${field.name}${argumentsOf(field)} { ${this.set(getNamedType(field.type), shape, depth - 1)} }`;
  }

  private set(type: GraphQLNamedOutputType, shape: Shape, depth: number): string {
    const fields = fieldsOf(type);
    const leaves = fields.filter(
      (field) => !isCompositeType(getNamedType(field.type)) && !argumentsOf(field),
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

/** Required arguments, and long pages: the costly ones. */
function argumentsOf({ args }: Field): string {
  const given = args.flatMap(({ name, type, defaultValue }) => {
    if (name === 'first') return ['first: 50'];
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
