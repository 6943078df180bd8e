import type { ClassType } from 'type-graphql';
import type { Database, DatabaseModel } from '@ecogrid/database';
import { EVENT_ENTITIES, type EventConsumer, type Outbox } from '@ecogrid/events';
import type { BackgroundJob, Clock, Logger } from '@ecogrid/service';
import type { Territories } from './known-territories.ts';
import type { SightOfPeople } from './visible-people.ts';
import type { ReferenceResolver, SubgraphSchema } from './schema.ts';
import type { HttpDoor } from './subgraph.ts';

/**
 * The inputs of the parts of every subgraph.
 * @template Topic the topics of the events that it may announce: none, unless they are named.
 */
export interface Base<Topic extends string = never> {
  readonly database: Database;
  readonly outbox: Outbox<Topic>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A resolver's class, which the schema is made of, and how its one instance is made when the subgraph starts. */
export type ResolverEntry<Parts> = readonly [Class: ClassType<object>, instanceOf: (parts: Parts) => object];

/**
 * The contribution of one feature to its subgraph, each part listed once. Its `feature.ts` also exports the functions
 * `repositories` and `services`, as far as it has any; `features.ts` calls them in order.
 */
export interface Feature<Parts> {
  /** The tables. */
  readonly entities?: DatabaseModel['entities'];
  readonly resolvers?: ReadonlyArray<ResolverEntry<Parts>>;
  /** Types that no resolver of this subgraph returns, such as stubs of others' entities. */
  readonly orphanedTypes?: ReadonlyArray<ClassType<object>>;
  /** How a key that another subgraph names becomes a thing of this one, by type. */
  readonly references?: (parts: Parts) => Readonly<Record<string, ReferenceResolver>>;
  /** The territories that arguments may name. One feature of a subgraph with such arguments has them. */
  readonly territories?: (parts: Parts) => Territories;
  /** The people whose ids an actor may read. One feature of a subgraph that names people of another has them. */
  readonly people?: (parts: Parts) => SightOfPeople;
  /** The consumers of events, by the announcing subgraph. */
  readonly consumers?: (parts: Parts) => Readonly<Record<string, EventConsumer>>;
  /** The background work of the running subgraph. */
  readonly jobs?: (parts: Parts) => readonly BackgroundJob[];
  /** Paths besides /graphql. One feature of a subgraph may have them. */
  readonly routes?: (parts: Parts) => HttpDoor;
}

/** The tables of all features, and those of events. */
export function modelOf(
  features: ReadonlyArray<Pick<Feature<never>, 'entities'>>,
  migrations: DatabaseModel['migrations'],
): DatabaseModel {
  return { entities: [...EVENT_ENTITIES, ...features.flatMap(({ entities = [] }) => entities)], migrations };
}

/** The types of all features, which need no database. */
export function schemaOf(
  name: string,
  features: ReadonlyArray<Pick<Feature<never>, 'resolvers' | 'orphanedTypes'>>,
): SubgraphSchema {
  return {
    name,
    resolvers: features.flatMap(({ resolvers = [] }) => resolvers.map(([Class]) => Class)),
    orphanedTypes: features.flatMap(({ orphanedTypes = [] }) => orphanedTypes),
  };
}

/** The runtime of the features of a subgraph, after its parts exist. */
export function behaviourOf<Parts>(features: ReadonlyArray<Feature<Parts>>, parts: Parts) {
  const merged = <Value>(each: ReadonlyArray<Readonly<Record<string, Value>> | undefined>) =>
    mergedOnce(each.flatMap((given) => Object.entries(given ?? {})));
  return {
    resolvers: new Map<unknown, object>(
      features.flatMap(({ resolvers = [] }) =>
        resolvers.map(([Class, make]) => [Class, made(Class, make(parts))]),
      ),
    ),
    references: merged(features.map(({ references }) => references?.(parts))),
    consumers: merged(features.map(({ consumers }) => consumers?.(parts))),
    jobs: features.flatMap(({ jobs }) => jobs?.(parts) ?? []),
    rules: {
      territories: features.find(({ territories }) => territories)?.territories?.(parts),
      people: features.find(({ people }) => people)?.people?.(parts),
    },
    http: features.find(({ routes }) => routes)?.routes?.(parts),
  };
}

function made(Class: ClassType<object>, instance: object): object {
  if (instance instanceof Class) return instance;
  throw new Error(`${Class.name} is listed with an instance of ${instance.constructor.name}`);
}

function mergedOnce<Value>(entries: ReadonlyArray<readonly [string, Value]>): Record<string, Value> {
  const twice = entries.find(([name], at) => entries.findIndex(([other]) => other === name) !== at);
  if (twice) throw new Error(`Two features answer for ${twice[0]}`);
  return Object.fromEntries(entries);
}
