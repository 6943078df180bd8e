import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type DocumentNode,
  type ExecutionResult,
  type FieldDefinitionNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

export type Data = Record<string, unknown>;
/** A field that is computed; `ask` reads another field of the thing, which a subgraph knows from the representation. */
export type Computed = (thing: Data, args: Data, ask: (field: string, args?: Data) => unknown) => unknown;

/** Several subgraphs over one set of plain data. */
export interface WorldDefinition {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  /** The values of root fields, by type. */
  readonly roots: Readonly<Record<string, Data>>;
  /** All that references can lead to. */
  readonly things: readonly Data[];
  /** By `Type.field`. */
  readonly computed?: Readonly<Record<string, Computed>>;
}

export interface Asked {
  readonly service: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type Answer = Pick<ExecutionResult, 'data' | 'errors'>;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@external", "@requires",
  "@provides", "@shareable", "@override", "@interfaceObject", "@inaccessible", "@tag", "@extends"])`;

/** The reference that a subgraph was given of a thing. */
const given = Symbol('given');

export class World {
  readonly name: string;
  readonly supergraphSdl: string;
  readonly api: GraphQLSchema;
  readonly services: readonly string[];
  private readonly definition: WorldDefinition;
  private readonly schemas = new Map<string, GraphQLSchema>();
  private readonly parsed = new Map<string, DocumentNode>();

  constructor(definition: WorldDefinition) {
    this.definition = definition;
    this.name = definition.name;
    this.services = Object.keys(definition.subgraphs);
    const services = Object.entries(definition.subgraphs).map(([name, sdl]) => ({
      name,
      url: `http://${name}`,
      typeDefs: withEvents(parse(`${LINK} ${sdl}`)),
    }));
    const { supergraphSdl, errors } = composeServices(services);
    if (!supergraphSdl) throw new Error(`${definition.name}: ${String(errors)}`);
    this.supergraphSdl = supergraphSdl;
    this.api = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
    for (const { name, typeDefs } of services) this.schemas.set(name, this.subgraph(typeDefs));
  }

  /** The same data without federation, executed as the specification says. */
  monolith(document: DocumentNode, variableValues: Data): ExecutionResult {
    return execute({
      schema: this.api,
      document,
      variableValues,
      fieldResolver: this.resolve,
      typeResolver: ({ __typename }: Data) => __typename as string,
    }) as ExecutionResult;
  }

  /** A subgraph's answer, as over a wire. */
  answer({ service, query, variables }: Asked): Answer {
    const schema = this.schemas.get(service);
    if (!schema) throw new Error(`no subgraph ${service}`);
    let document = this.parsed.get(query);
    if (!document) this.parsed.set(query, (document = parse(query)));
    const { data, errors } = execute({
      schema,
      document,
      variableValues: variables,
      fieldResolver: this.resolve,
      typeResolver: ({ __typename }: Data) => __typename as string,
    }) as ExecutionResult;
    return JSON.parse(JSON.stringify({ data, errors })) as Answer;
  }

  private subgraph(typeDefs: DocumentNode): GraphQLSchema {
    const schema = buildSubgraphSchema([{ typeDefs }]);
    const external = externalFields(typeDefs);
    const keys = keysOf(typeDefs);
    const entities = schema.getQueryType()?.getFields()['_entities'];
    if (entities) {
      entities.resolve = (_root, { representations }: { representations: Data[] }) =>
        representations.map((reference) => this.entity(schema, reference, keys, external));
      const union = schema.getType('_Entity');
      if (union && 'resolveType' in union) union.resolveType = ({ __typename }: Data) => __typename as string;
    }
    return schema;
  }

  private entity(
    schema: GraphQLSchema,
    reference: Data,
    keys: ReadonlyMap<string, readonly SelectionSetNode[]>,
    external: ReadonlySet<string>,
  ): Data | null {
    const typename = String(reference['__typename']);
    const sets = keys.get(typename) ?? [];
    const thing = this.definition.things.find(
      (each) =>
        this.isOf(each, typename) && sets.some((set) => has(reference, set) && agrees(each, reference, set)),
    );
    if (!thing) return null;
    const shown = isInterfaceType(schema.getType(typename)) ? String(thing['__typename']) : typename;
    const known: Data = { ...thing, __typename: shown, [given]: reference };
    for (const name of Object.keys(thing)) if (external.has(`${typename}.${name}`)) delete known[name];
    const { __typename: _name, ...sent } = reference;
    return Object.assign(known, sent);
  }

  private isOf(thing: Data, typename: string): boolean {
    if (thing['__typename'] === typename) return true;
    const type = this.api.getType(String(thing['__typename']));
    return isObjectType(type) && type.getInterfaces().some(({ name }) => name === typename);
  }

  private readonly resolve: GraphQLFieldResolver<unknown, unknown> = (source, args: Data, _context, info) => {
    if (source === undefined) return this.root(info, args);
    const thing = source as Data;
    const ask = (field: string, asked: Data = {}): unknown => {
      const reference = (thing as { [given]?: Data })[given];
      if (reference && Object.hasOwn(reference, field)) return reference[field];
      const other = this.computed(info, field);
      return other ? other(thing, asked, ask) : own(thing, field);
    };
    const computed = this.computed(info, info.fieldName);
    return computed ? computed(thing, args, ask) : own(thing, info.fieldName);
  };

  private root({ parentType, fieldName }: GraphQLResolveInfo, args: Data): unknown {
    const type = parentType.name === 'Subscription' ? 'Query' : parentType.name;
    const value = own(this.definition.roots[type] ?? {}, fieldName);
    return typeof value === 'function' ? (value as (args: Data) => unknown)(args) : value;
  }

  private computed({ parentType }: GraphQLResolveInfo, field: string): Computed | undefined {
    const { computed = {} } = this.definition;
    const api = this.api.getType(parentType.name);
    const interfaces = isObjectType(api) ? api.getInterfaces() : [];
    const names = [parentType.name, ...interfaces.map(({ name }) => name)];
    return names.map((name) => computed[`${name}.${field}`]).find((each) => each !== undefined);
  }
}

/** Each field of the queries can be subscribed to as well, and an event of it is the same. */
function withEvents(document: DocumentNode): DocumentNode {
  const events = document.definitions.flatMap((each) =>
    each.kind === Kind.OBJECT_TYPE_DEFINITION && each.name.value === 'Query'
      ? [
          {
            ...each,
            name: { ...each.name, value: 'Subscription' },
            fields: each.fields?.filter(isPlain) ?? [],
          },
        ]
      : [],
  );
  return { ...document, definitions: [...document.definitions, ...events] };
}

function isPlain({ directives = [] }: FieldDefinitionNode): boolean {
  return directives.length === 0;
}

function own(thing: Data, name: string): unknown {
  return Object.hasOwn(thing, name) ? thing[name] : null;
}

function has(reference: Data, { selections }: SelectionSetNode): boolean {
  return selections.every((each) => each.kind === Kind.FIELD && reference[each.name.value] !== undefined);
}

function agrees(thing: Data, reference: Data, { selections }: SelectionSetNode): boolean {
  return selections.every((each) => {
    if (each.kind !== Kind.FIELD) return true;
    const [mine, theirs] = [thing[each.name.value], reference[each.name.value]];
    return each.selectionSet ? agrees(mine as Data, theirs as Data, each.selectionSet) : mine === theirs;
  });
}

function externalFields(document: DocumentNode): Set<string> {
  return new Set(
    document.definitions.flatMap((definition) =>
      'fields' in definition && 'name' in definition
        ? (definition.fields ?? [])
            .filter(({ directives = [] }) => directives.some(({ name }) => name.value === 'external'))
            .map((field) => `${definition.name.value}.${field.name.value}`)
        : [],
    ),
  );
}

function keysOf(document: DocumentNode): Map<string, SelectionSetNode[]> {
  const keys = new Map<string, SelectionSetNode[]>();
  for (const definition of document.definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    for (const { name, arguments: args = [] } of definition.directives ?? []) {
      const value = args.find((each) => each.name.value === 'fields')?.value;
      if (name.value !== 'key' || value?.kind !== Kind.STRING) continue;
      const [set] = parse(`{ ${value.value} }`).definitions;
      if (set?.kind !== Kind.OPERATION_DEFINITION) continue;
      keys.set(definition.name.value, [...(keys.get(definition.name.value) ?? []), set.selectionSet]);
    }
  }
  return keys;
}
