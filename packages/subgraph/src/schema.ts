import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, type ClassType } from 'type-graphql';
import type { GraphContext } from './context.ts';
import { countFields } from './field-budget.ts';
import { requireKnownTerritories, type Territories } from './known-territories.ts';
import { readPlaces } from './coordinate-system.ts';
import { GeoPositionResolver } from './position.type.ts';
import { requireValid } from './require-valid.ts';
import { hidePeople, type SightOfPeople } from './visible-people.ts';
import { DateTime, readUuidsInEitherCase } from './scalars/index.ts';

/** A subgraph's types, known without a database: they are emitted, composed and committed. */
export interface SubgraphSchema {
  readonly name: string;
  readonly resolvers: ReadonlyArray<ClassType<object>>;
  /** Types that no resolver of this subgraph returns, such as stubs of others' entities. */
  readonly orphanedTypes?: ReadonlyArray<ClassType<object>>;
}

/** Finds the thing that another subgraph names by its key; null when there is none the actor may see. */
export type ReferenceResolver = (
  reference: Record<string, string>,
  context: GraphContext,
) => Promise<object | null>;

const FEDERATION = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@external", "@provides", "@requires", "@inaccessible", "@override", "@tag", "@listSize"]
)`;

/** type-graphql wants one wherever there are subscriptions; ours read the event log and use no topics. */
const LOG_ONLY = {
  publish: (): never => refuseTopics(),
  subscribe: (): never => refuseTopics(),
};

function refuseTopics(): never {
  throw new Error('Subscriptions read the event log: declare `subscribe`, not `topics`.');
}

/** The one instance of each resolver class. */
type Instances = ReadonlyMap<unknown, object>;

function codeFirstSchema(definition: SubgraphSchema, instances: Instances): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [...definition.resolvers, GeoPositionResolver] as never,
    orphanedTypes: [...(definition.orphanedTypes ?? [])] as never,
    container: { get: (wanted) => instanceOf(wanted, instances) },
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validateFn: requireValid,
    skipCheck: true,
    pubSub: LOG_ONLY,
  });
}

function instanceOf(wanted: unknown, instances: Instances): object {
  if (wanted === GeoPositionResolver) return new GeoPositionResolver();
  const instance = instances.get(wanted);
  if (instance) return instance;
  throw new Error(`No instance was given for the resolver ${(wanted as { name: string }).name}`);
}

/** The SDL with its federation directives, as it is emitted to schema/subgraphs. */
export function emitSdl(definition: SubgraphSchema): string {
  return `${FEDERATION}\n\n${printSchemaWithDirectives(codeFirstSchema(definition, new Map()))}\n`;
}

/** The knowledge by which every field of a subgraph decides about other subgraphs' things. */
export interface Rules {
  /** The territories that arguments may name. */
  readonly territories?: Territories | undefined;
  /** The people whose ids the actor may read; absent in the subgraph that owns people. */
  readonly people?: SightOfPeople | undefined;
}

/** The executable schema of a running subgraph. */
export function executableSchema(
  definition: SubgraphSchema,
  instances: Instances,
  references: Readonly<Record<string, ReferenceResolver>>,
  { territories, people }: Rules = {},
): GraphQLSchema {
  const schema = codeFirstSchema(definition, instances);
  const resolvers = createResolversMap(schema) as Record<string, Record<string, unknown>>;
  for (const [type, resolve] of Object.entries(references)) {
    const __resolveReference = (
      reference: Record<string, string>,
      context: GraphContext,
    ): Promise<object | null> =>
      resolve(reference, context).then((found) => found && Object.assign(found, { __typename: type }));
    resolvers[type] = { ...resolvers[type], __resolveReference };
  }
  const typeDefs = parse(`${FEDERATION}\n\n${printSchemaWithDirectives(schema)}`);
  const built = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  const guarded = hidePeople(
    requireKnownTerritories(readPlaces(readUuidsInEitherCase(built)), territories),
    people,
  );
  return countFields(guarded);
}
