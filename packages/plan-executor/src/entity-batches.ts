import type { GraphQLError } from 'graphql';
import { fetchFailure, notFetched, subgraphError, type Path } from './errors.ts';
import { copied, isData, type Data } from './own.ts';

/** One operation for one subgraph. */
export interface SubgraphRequest {
  readonly service: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[] | undefined;
}

/** Asks a subgraph; a rejection with a code is worded for clients, any other is hidden from them. */
export type Fetch = (request: SubgraphRequest) => Promise<SubgraphAnswer>;

/** One question for entities: equal ones of one execution are one call. */
export interface EntityCall {
  readonly service: string;
  readonly query: string;
  readonly variables: Data;
  /** Equal in equal calls. */
  readonly key: string;
  /** Changes a received entity before it is used. */
  readonly received: ((entity: Data, representation: Data) => void) | undefined;
}

/** One entity that was asked for. */
export interface Slot {
  /** Null where the subgraph has no such thing, or failed. */
  entity: Data | null;
  /** With the path of the field in the entity; without one, each field that was asked for failed. */
  faults: Array<{ readonly error: GraphQLError; readonly path: Path | undefined }>;
  /** The step that has taken the object: another one needs a copy. */
  taker: unknown;
}

interface Batch {
  readonly representations: Data[];
  readonly slots: Slot[];
  readonly answered: Promise<void>;
}

interface Load {
  readonly slots: Map<string, Slot | Batch>;
  waiting: Batch | undefined;
}

/**
 * The entities of one execution. Equal calls of one turn become one request, and each entity is fetched once. Each root
 * field of a mutation may change entities: the batches of a mutation remember none, and a later field fetches them again.
 */
export class EntityBatches {
  private readonly loads = new Map<string, Load>();
  private readonly fetch: Fetch;
  private readonly remembers: boolean;

  constructor(fetch: Fetch, remembers: boolean) {
    this.fetch = fetch;
    this.remembers = remembers;
  }

  /** @param keys texts that are equal for equal representations. */
  async load(call: EntityCall, representations: readonly Data[], keys: readonly string[]): Promise<Slot[]> {
    let load = this.loads.get(call.key);
    if (!load) this.loads.set(call.key, (load = { slots: new Map(), waiting: undefined }));
    const pending = new Set<Batch>();
    const found = keys.map((key, index) => this.slot(load, call, representations[index] ?? {}, key, pending));
    for (const batch of pending) await batch.answered;
    return found;
  }

  private slot(load: Load, call: EntityCall, representation: Data, key: string, pending: Set<Batch>): Slot {
    const known = load.slots.get(key) as (Slot & { batch?: Batch }) | undefined;
    if (known) {
      if (known.batch) pending.add(known.batch);
      return known;
    }
    const batch = (load.waiting ??= this.batch(load, call));
    const slot: Slot & { batch?: Batch } = { entity: null, faults: [], taker: undefined, batch };
    batch.representations.push(representation);
    batch.slots.push(slot);
    load.slots.set(key, slot);
    pending.add(batch);
    return slot;
  }

  private batch(load: Load, call: EntityCall): Batch {
    const representations: Data[] = [];
    const slots: Array<Slot & { batch?: Batch }> = [];
    const answered = Promise.resolve().then(async () => {
      load.waiting = undefined;
      if (!this.remembers) load.slots.clear();
      await ask(this.fetch, call, representations, slots);
      for (const slot of slots) delete slot.batch;
    });
    return { representations, slots, answered };
  }
}

async function ask(
  fetch: Fetch,
  call: EntityCall,
  representations: Data[],
  slots: readonly Slot[],
): Promise<void> {
  const { service, query, received } = call;
  const failAll = (error: GraphQLError): void => {
    for (const { faults } of slots) faults.push({ error, path: undefined });
  };
  let answer: SubgraphAnswer;
  try {
    answer = await fetch({ service, query, variables: { ...call.variables, representations } });
  } catch (cause) {
    return failAll(fetchFailure(cause));
  }
  const errors = answer.errors ?? [];
  const entities: unknown = isData(answer.data) ? answer.data['_entities'] : undefined;
  const isWhole = Array.isArray(entities) && entities.length === slots.length;
  if (isWhole) {
    for (const [index, slot] of slots.entries()) {
      const entity: unknown = entities[index];
      if (!isData(entity)) continue;
      received?.(entity, representations[index] ?? {});
      slot.entity = entity;
    }
  }
  for (const given of errors) {
    const path = isData(given) ? given['path'] : undefined;
    const [, index, ...fields] = Array.isArray(path) ? (path as Path) : [];
    const slot = typeof index === 'number' ? slots[index] : undefined;
    const error = subgraphError(given);
    if (slot) slot.faults.push({ error, path: fields.length > 0 ? fields : undefined });
    else failAll(error);
  }
  if (!isWhole && errors.length === 0) failAll(notFetched());
}

/** The entity of a slot, for one step: data that another step has taken are not written into. */
export function taken(slot: Slot, step: unknown): Data | null {
  slot.taker ??= step;
  return slot.taker === step || slot.entity === null ? slot.entity : (copied(slot.entity) as Data);
}
