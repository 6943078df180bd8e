import DataLoader from 'dataloader';
import type { EventLog } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { FieldBudget } from './field-budget.ts';

/** Fetches many things of one kind at once, in the order of the keys; null where there is none to see. */
export type Batch<Key, Value> = (
  keys: readonly Key[],
  context: GraphContext,
) => Promise<ReadonlyArray<Value | Error>>;

/** The context of every resolver: the actor, and loaders that live as long as the request or the event. */
export class GraphContext {
  /** Bounds the fields that one request or event may resolve. */
  readonly fields = new FieldBudget();
  /** The cursor after which a subscription begins that was opened with this context. */
  openedAfter: string | undefined;
  private readonly loaders = new Map<unknown, unknown>();

  constructor(
    readonly actor: Actor,
    readonly requestId: string,
    /** The subgraph's own events, for subscriptions. */
    readonly log: EventLog,
    /** The actor as it is now, for subscriptions that outlive a token; the same as `actor` for a request. */
    readonly currentActor: () => Promise<Actor> = () => Promise.resolve(actor),
    /** The client's address of a public request, as the gateway states it; undefined for any other actor. */
    readonly client?: string,
  ) {}

  /** Batches by the function's identity: give the same function for the same kind of thing. */
  load<Key, Value>(batch: Batch<Key, Value>, key: Key): Promise<Value> {
    let loader = this.loaders.get(batch) as DataLoader<Key, Value> | undefined;
    if (!loader) {
      loader = new DataLoader<Key, Value>((keys) => batch(keys, this));
      this.loaders.set(batch, loader);
    }
    return loader.load(key);
  }
}

/** Rows in the order of the keys, null where a key found none. */
export function inKeyOrder<Key, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Array<Row | null> {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** The rows of each key, in the order given; none where a key found none. */
export function groupedByKey<Key, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Row[][] {
  const groups = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
