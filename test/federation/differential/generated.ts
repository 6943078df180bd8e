import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  OperationTypeNode,
  parse,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Data } from './world.ts';

export interface Generated {
  readonly kind: OperationTypeNode;
  readonly text: string;
  readonly document: DocumentNode;
  readonly variables: Data;
}

/** Names that mean something else: keys, the name of the type, and the fields of every object. */
const ALIASES = [
  'a',
  'b',
  'id',
  'name',
  'title',
  'sku',
  'brand',
  'code',
  '__typename',
  'constructor',
  '__proto__',
  'toString',
];

/** The rule of the one root field throws where conditions are variables. */
const RULES = specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule);

/** Random operations with everything that selects: fragments, aliases, conditions, variables with defaults. */
export class Operations {
  private readonly schema: GraphQLSchema;
  private readonly below: (bound: number) => number;
  private left = 0;
  private variables: Array<{
    name: string;
    type: string;
    byDefault: string | undefined;
    given: unknown;
    isGiven: boolean;
  }> = [];
  private fragments: string[] = [];

  /** @param below a random whole number less than a bound. */
  constructor(schema: GraphQLSchema, below: (bound: number) => number) {
    this.schema = schema;
    this.below = below;
  }

  /** One that is valid: two selections of one name may contradict each other. */
  next(kind: OperationTypeNode = OperationTypeNode.QUERY, size = 9): Generated {
    for (;;) {
      const { text, variables } = this.attempt(kind, size);
      const document = parse(text, { noLocation: true });
      if (validate(this.schema, document, RULES, { maxErrors: 1 }).length === 0)
        return { kind, text, document, variables };
    }
  }

  private attempt(kind: OperationTypeNode, size: number): { text: string; variables: Data } {
    this.left = 2 + this.below(size);
    this.variables = [];
    this.fragments = [];
    const root = this.schema.getRootType(kind);
    if (!root) throw new Error(`no ${kind}`);
    const set = this.set(root, 3);
    const definitions = this.variables.map(
      ({ name, type, byDefault }) => `$${name}: ${type}${byDefault === undefined ? '' : ` = ${byDefault}`}`,
    );
    const head = definitions.length > 0 ? `(${definitions.join(', ')})` : '';
    const variables = Object.fromEntries(
      this.variables.filter(({ isGiven }) => isGiven).map(({ name, given }) => [name, given]),
    );
    return { text: [`${kind} Generated${head} ${set}`, ...this.fragments].join('\n'), variables };
  }

  private set(type: GraphQLCompositeType, depth: number): string {
    const selections: string[] = [];
    const count = 1 + this.below(3);
    for (let n = 0; n < count || selections.length === 0; n += 1)
      selections.push(this.selection(type, depth));
    return `{ ${selections.join(' ')} }`;
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const usable =
      depth > 0 && this.left > 0
        ? fields
        : fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    if (depth > 0 && this.chance(isAbstractType(type) ? 50 : 12)) return this.fragment(type, depth);
    if (usable.length === 0 || this.chance(8))
      return `${this.alias('__typename')}__typename${this.conditions()}`;
    return this.field(usable[this.below(usable.length)]!, depth);
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    this.left -= 1;
    const named = getNamedType(field.type);
    const set = isCompositeType(named) ? ` ${this.set(named, depth - 1)}` : '';
    return `${this.alias(field.name)}${field.name}${this.arguments(field)}${this.conditions()}${set}`;
  }

  private alias(field: string): string {
    if (!this.chance(18)) return '';
    const alias = ALIASES[this.below(ALIASES.length)]!;
    return alias === field ? '' : `${alias}: `;
  }

  private fragment(type: GraphQLCompositeType, depth: number): string {
    const related = Object.values(this.schema.getTypeMap()).filter(
      (each) => isCompositeType(each) && !each.name.startsWith('__') && this.overlaps(type, each),
    ) as GraphQLCompositeType[];
    const on = related[this.below(related.length)] ?? type;
    const set = this.set(on, depth - 1);
    if (this.chance(60))
      return `... ${this.chance(85) || on !== type ? `on ${on.name} ` : ''}${this.conditions()} ${set}`;
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${on.name} ${set}`);
    return `...${name}${this.conditions()}`;
  }

  private overlaps(one: GraphQLCompositeType, other: GraphQLCompositeType): boolean {
    const possible = new Set(this.possible(one));
    return this.possible(other).some((each) => possible.has(each));
  }

  private possible(type: GraphQLCompositeType): readonly string[] {
    return isAbstractType(type) ? this.schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  }

  private conditions(): string {
    const one = (name: string): string => {
      const value = this.chance(50);
      if (this.chance(40)) return ` @${name}(if: ${value})`;
      const hasDefault = this.chance(30);
      return ` @${name}(if: $${this.variable('Boolean!', String(value), this.chance(50), hasDefault)})`;
    };
    return `${this.chance(9) ? one('include') : ''}${this.chance(6) ? one('skip') : ''}`;
  }

  private arguments({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.flatMap(({ name, type, defaultValue }) => {
      const isNeeded = isNonNullType(type) && defaultValue === undefined;
      if (!isNeeded && this.chance(40)) return [];
      const literal = this.literal(type);
      if (this.chance(55)) return [`${name}: ${literal}`];
      return [
        `${name}: $${this.variable(String(type), this.literal(type), valueOf(this.literal(type)), this.chance(35))}`,
      ];
    });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  private variable(type: string, literal: string, given: unknown, hasDefault: boolean): string {
    const name = `v${this.variables.length}`;
    const isGiven = !hasDefault && type.endsWith('!') ? true : this.chance(65);
    this.variables.push({ name, type, byDefault: hasDefault ? literal : undefined, given, isGiven });
    return name;
  }

  private literal(type: GraphQLInputType, depth = 2): string {
    if (isNonNullType(type)) return this.literal(type.ofType, depth);
    if (isListType(type))
      return `[${Array.from({ length: this.below(3) }, () => this.literal(type.ofType, depth)).join(', ')}]`;
    if (isEnumType(type)) return type.getValues()[this.below(type.getValues().length)]!.name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || (depth > 0 && this.chance(50)),
      );
      return `{ ${fields.map((field) => `${field.name}: ${this.literal(field.type, depth - 1)}`).join(', ')} }`;
    }
    switch (type.name) {
      case 'Int':
        return String(this.below(5));
      case 'Float':
        return `${this.below(5)}.5`;
      case 'Boolean':
        return String(this.chance(50));
      case 'ID':
      case 'String':
        return `"${WORDS[this.below(WORDS.length)]!}"`;
      default:
        return ['{ a: [1, "x", null] }', '7', '"text"', 'null'][this.below(4)]!;
    }
  }

  private chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

const WORDS = ['p1', 'p2', 'p3', 'b1', 'r2', 'm1', 'm2', '1', '2', 'g', 'USD', 'EUR', 'nowhere'];

/** A literal as JSON. */
function valueOf(literal: string): unknown {
  const json = literal
    .replace(/(\w+):/g, '"$1":')
    .replace(/\b(?!true|false|null)([A-Z]{3,})\b(?!")/g, '"$1"');
  return JSON.parse(json.replace(/""(\w+)""/g, '"$1"'));
}
