import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  type NameNode,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { argumentOf, servicesOf } from './field-sets.ts';

/** A field with the arguments with which another field requires it. */
interface Meaning {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

/**
 * The fields that others require with arguments, as fields of their own without arguments: the planner knows a required
 * field by its name alone, so that of one that is required with two values it would keep one.
 */
export interface RequiredVariants {
  /** The text that the planner reads in place of the supergraph. */
  readonly supergraph: DocumentNode;
  /** Of the names that stand there alone. */
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** Those of these names that a field of a subgraph requires, by `subgraph Type.field`. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
}

type Definition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export function requiredVariants(supergraph: DocumentNode): RequiredVariants {
  return new Variants(supergraph).result();
}

class Variants {
  private readonly given: DocumentNode;
  private readonly types = new Map<string, Definition>();
  private readonly services: ReadonlyMap<string, string>;
  private readonly prefix: string;
  private readonly meanings = new Map<string, Meaning>();
  private readonly names = new Map<string, string>();
  private readonly needs = new Map<string, Set<string>>();
  /** The new names of each type. */
  private readonly added = new Map<string, Set<string>>();

  constructor(supergraph: DocumentNode) {
    this.given = supergraph;
    this.services = servicesOf(supergraph);
    for (const definition of supergraph.definitions) {
      if (isDefinition(definition)) this.types.set(definition.name.value, definition);
    }
    const fields = [...this.types.values()].flatMap((type) => type.fields ?? []);
    let prefix = 'required';
    while (fields.some(({ name }) => name.value.startsWith(prefix))) prefix = `${prefix}_`;
    this.prefix = prefix;
  }

  result(): RequiredVariants {
    const { meanings, needs } = this;
    const definitions = this.given.definitions.map((each) =>
      isDefinition(each) ? this.requiring(each) : each,
    );
    const supergraph: DocumentNode = {
      ...this.given,
      definitions: definitions.map((each) => (isDefinition(each) ? this.extended(each) : each)),
    };
    return { supergraph, meanings, needs };
  }

  /** The type whose fields require the new names. */
  private requiring(type: Definition): Definition {
    const fields = (type.fields ?? []).map((field) => ({
      ...field,
      directives: (field.directives ?? []).map((each) => this.directive(type.name.value, field, each)),
    }));
    return { ...type, fields };
  }

  private directive<Node extends DirectiveNode>(
    type: string,
    field: FieldDefinitionNode,
    directive: Node,
  ): Node {
    const text = argumentOf(directive, 'requires');
    if (directive.name.value !== 'join__field' || text?.kind !== Kind.STRING) return directive;
    const found = new Set<string>();
    const [operation] = parse(`{ ${text.value} }`, { noLocation: true }).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return directive;
    const set = this.set(type, operation.selectionSet, found);
    if (found.size === 0) return directive;
    const graph = argumentOf(directive, 'graph');
    const service = graph?.kind === Kind.ENUM ? this.services.get(graph.value) : undefined;
    this.needs.set(`${service ?? ''} ${type}.${field.name.value}`, found);
    const value = { ...text, value: print(set).replace(/^\{|\}$/g, ''), block: false };
    return {
      ...directive,
      arguments: (directive.arguments ?? []).map((each) =>
        each.name.value === 'requires' ? { ...each, value } : each,
      ),
    };
  }

  private set(type: string, { selections }: SelectionSetNode, found: Set<string>): SelectionSetNode {
    return {
      kind: Kind.SELECTION_SET,
      selections: selections.map((each) => this.selection(type, each, found)),
    };
  }

  private selection(type: string, selection: SelectionNode, found: Set<string>): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition?.name.value ?? type;
      return { ...selection, selectionSet: this.set(on, selection.selectionSet, found) };
    }
    const definition = this.types.get(type)?.fields?.find(({ name }) => name.value === selection.name.value);
    if (!definition) return selection;
    const inner = selection.selectionSet && {
      selectionSet: this.set(namedType(definition.type), selection.selectionSet, found),
    };
    if (!selection.arguments?.length) return { ...selection, ...inner };
    const name = this.variant(type, selection);
    found.add(name);
    return { kind: Kind.FIELD, name: nameNode(name), ...inner };
  }

  private variant(type: string, { name, arguments: args = [] }: FieldNode): string {
    const key = `${name.value}(${args.map(print).sort().join()})`;
    const known = this.names.get(key) ?? `${this.prefix}${this.names.size}_${name.value}`;
    this.names.set(key, known);
    this.meanings.set(known, { field: name.value, arguments: args });
    for (const each of this.types.values()) {
      const isOfType =
        each.name.value === type || each.interfaces?.some((other) => other.name.value === type);
      if (isOfType)
        this.added.set(each.name.value, (this.added.get(each.name.value) ?? new Set()).add(known));
    }
    return known;
  }

  /** The type with fields of the new names. */
  private extended(type: Definition): Definition {
    const variants = [...(this.added.get(type.name.value) ?? [])].flatMap((name): FieldDefinitionNode[] => {
      const field = type.fields?.find((each) => each.name.value === this.meanings.get(name)?.field);
      return field ? [{ ...field, name: nameNode(name), arguments: [] }] : [];
    });
    return variants.length > 0 ? { ...type, fields: [...(type.fields ?? []), ...variants] } : type;
  }
}

/** An operation of a plan as its subgraph understands it. */
export function spelledOut(operation: string, meanings: RequiredVariants['meanings']): string {
  if (![...meanings.keys()].some((name) => operation.includes(name))) return operation;
  const document = visit(parse(operation, { noLocation: true }), {
    Field(field): FieldNode | undefined {
      const meaning = meanings.get(field.name.value);
      if (!meaning) return undefined;
      const alias = field.alias ?? field.name;
      return { ...field, alias, name: nameNode(meaning.field), arguments: meaning.arguments };
    },
  });
  return stripIgnoredCharacters(print(document));
}

function isDefinition(node: DocumentNode['definitions'][number]): node is Definition {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
