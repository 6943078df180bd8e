import type { Database } from '@ecogrid/database';
import type { ConsumerTrouble, DatabaseEventLog, EventConsumer, EventLog, NatsEvents } from '@ecogrid/events';
import { ActorVerifier, type ActorResolver } from '@ecogrid/identity';
import { BackgroundJob, type Clock, type Logger, type Metrics } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';
import { housekeeping, type Retention } from './housekeeping.ts';
import { behaviourOf, type Feature } from './feature.ts';
import { executableSchema, type SubgraphSchema } from './schema.ts';
import { Subgraph } from './subgraph.ts';

type VerifyKey = ConstructorParameters<typeof ActorVerifier>[0];

/** The parts with which a subgraph starts, in a process of its own or among others. */
export interface SubgraphOptions {
  readonly databaseUrl: string;
  /** The gateway's public key: the only one whose word on actors is taken. */
  readonly gatewayKey: VerifyKey;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Whether an empty database gets the seed district. */
  readonly seed: boolean;
  /** Where the files of the starter set are; absent: those of the product. */
  readonly starterSetDirectory?: string | undefined;
  /** How long old events and records of requests are kept; absent: for ever. */
  readonly retention?: Retention;
  /** Carries events between processes; absent where every subgraph is in this one. */
  readonly events?: NatsEvents;
}

/** A subgraph that has been started. */
export interface RunningSubgraph {
  readonly subgraph: Subgraph;
  readonly log: EventLog;
  /** The subgraphs of whose events this one keeps something. */
  readonly listensTo: readonly string[];
  /** Keeps its part of another subgraph's events. */
  listenTo(log: EventLog): void;
  /** In the subgraph that knows the rights of principals. */
  readonly directory?: ActorResolver;
  /** Doors other than GraphQL, by name, such as `tcp://127.0.0.1:2121` of the HJ 212 listener. */
  readonly doors?: Readonly<Record<string, string>>;
  /** Resolves once the events that are logged now are handled here and every job has had a round. */
  readonly settle: () => Promise<void>;
  /** Takes no further events. Where subgraphs share a process, each does so before the first of them closes its log. */
  readonly stopConsumers: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The definition of a subgraph: its features, and the parts that they share. */
export interface Assembly<Parts> {
  readonly definition: SubgraphSchema;
  readonly features: ReadonlyArray<Feature<Parts>>;
  readonly parts: Parts;
  readonly database: Database;
  readonly log: DatabaseEventLog;
  readonly directory?: ActorResolver;
  readonly doors?: Readonly<Record<string, string>>;
  /** Ends the other parts that were started, before the consumers and the database. */
  readonly stop?: () => Promise<void>;
}

/** Puts a subgraph's features together; every subgraph's `start` ends with this. */
export async function assemble<Parts>(
  options: SubgraphOptions,
  assembly: Assembly<Parts>,
): Promise<RunningSubgraph> {
  const { definition, database, log, directory, doors } = assembly;
  const { logger, metrics, retention = {} } = options;
  const behaviour = behaviourOf(assembly.features, assembly.parts);
  const { consumers } = behaviour;
  const upkeep = housekeeping(retention, { ...options, database, log });
  const jobs = [...behaviour.jobs, ...replaying(consumers, logger), ...upkeep];
  const subgraph = subgraphOf(options, assembly, behaviour);
  measureConsumers(definition.name, metrics, consumers);
  consumers[definition.name]?.start(log);
  for (const job of jobs) job.start();
  return {
    subgraph,
    log,
    listensTo: Object.keys(consumers).filter((source) => source !== definition.name),
    listenTo: (other) => consumers[other.source]?.start(other),
    ...(directory && { directory }),
    ...(doors && { doors }),
    ...lifeOf(options, assembly, { consumers: Object.values(consumers), jobs }),
  };
}

type Behaviour = ReturnType<typeof behaviourOf>;

/** The schema with the resolvers of the features, and the log that other processes read. */
function subgraphOf<Parts>(
  { gatewayKey, logger, metrics, events }: SubgraphOptions,
  { definition, database, log }: Assembly<Parts>,
  { resolvers, references, rules, consumers, http }: Behaviour,
): Subgraph {
  const { name } = definition;
  return new Subgraph({
    name,
    schema: executableSchema(definition, resolvers, references, rules),
    database,
    log: events ? publish(events, log, database, metrics) : log,
    verifier: new ActorVerifier(gatewayKey, name),
    logger,
    metrics,
    http,
    troubles: () => [
      ...Object.values(consumers).flatMap(({ trouble }) => lineOf(trouble) ?? []),
      ...[events?.trouble ?? []].flat(),
    ],
  });
}

/** The end of a round of work, and of the subgraph: jobs and consumers first, the database last. */
function lifeOf<Parts>(
  { events }: SubgraphOptions,
  { stop, log, database }: Assembly<Parts>,
  {
    consumers,
    jobs,
  }: { readonly consumers: readonly EventConsumer[]; readonly jobs: readonly BackgroundJob[] },
): Pick<RunningSubgraph, 'settle' | 'stopConsumers' | 'close'> {
  const stopConsumers = async (): Promise<void> => {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  };
  return {
    settle: async () => {
      await Promise.all(consumers.map((consumer) => consumer.settle()));
      await Promise.all(jobs.map((job) => job.settle()));
      await log.settle();
    },
    stopConsumers,
    close: async () => {
      await stop?.();
      await Promise.all(jobs.map((job) => job.stop()));
      await stopConsumers();
      await events?.close();
      await log.close();
      await database.close();
    },
  };
}

function lineOf(trouble: ConsumerTrouble | undefined): string | undefined {
  if (!trouble) return undefined;
  const { consumer, source, failures, reason } = trouble;
  return `consumer ${consumer} of ${source} failed ${failures} times: ${reason}`;
}

/** Counts the failed attempts and the parked events of each consumer, by the source of its events. */
function measureConsumers(
  name: string,
  metrics: Metrics,
  consumers: Readonly<Record<string, EventConsumer>>,
): void {
  const help = 'Attempts to take an event that failed, by the subgraph whose event it was.';
  metrics.countedBy(`ecogrid_${name}_consumer_failures_total`, help, 'source', () =>
    Object.fromEntries(Object.entries(consumers).map(([source, { failures }]) => [source, failures])),
  );
  const parked = 'Events that did not fit their contracts and wait for an operator, by their subgraph.';
  metrics.gaugedBy(`ecogrid_${name}_parked_events`, parked, 'source', async () => {
    const counts = Object.entries(consumers).map(async ([source, consumer]) => [
      source,
      await consumer.parked(),
    ]);
    return Object.fromEntries(await Promise.all(counts)) as Record<string, number>;
  });
}

/** Takes parked events again once an operator has asked for it. */
function replaying(consumers: Readonly<Record<string, EventConsumer>>, logger: Logger): BackgroundJob[] {
  return Object.entries(consumers).map(([source, consumer]) => {
    const work = (): Promise<void> => consumer.replay();
    return new BackgroundJob({
      name: `replay of events of ${source}`,
      logger,
      work,
      everyMs: BOUNDS.events.replayEveryMs,
    });
  });
}

/** Publishes the subgraph's log, and @returns it as every process sees it, for subscriptions and cursors. */
function publish(events: NatsEvents, log: DatabaseEventLog, database: Database, metrics: Metrics): EventLog {
  const relay = events.relay({ log, database });
  const help = 'Committed events that are not yet published.';
  metrics.gauge(`ecogrid_${log.source}_relay_lag_events`, help, () => relay.lag());
  return events.log(log.source);
}
