import { AckPolicy, DeliverPolicy, DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { ConsumerConfig, StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { BOUNDS } from '../bounds.ts';
import { allSubjects, streamName } from './subject.ts';

/** The bounds within which the servers keep each source's events. */
export interface EventRetention {
  /** Milliseconds; absent: events do not age. */
  readonly maxAgeMs?: number;
  /** For each source; absent: without limit. */
  readonly maxBytes?: number;
  /** How long the servers know an event's id again, milliseconds; 10 minutes by default. */
  readonly duplicateWindowMs?: number;
  /** Servers that hold each stream, 1 to 5; 1 by default. */
  readonly replicas?: number;
}

const DUPLICATE_WINDOW_MS = BOUNDS.nats.duplicatesMs;

/** The stream of one source. The servers take no window longer than the age of the events they keep. */
export function streamConfig(source: string, retention: EventRetention) {
  const { maxAgeMs = 0, maxBytes = -1, duplicateWindowMs = DUPLICATE_WINDOW_MS, replicas = 1 } = retention;
  const window = maxAgeMs > 0 ? Math.min(maxAgeMs, duplicateWindowMs) : duplicateWindowMs;
  return {
    name: streamName(source),
    subjects: [allSubjects(source)],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_age: nanos(maxAgeMs),
    max_bytes: maxBytes,
    duplicate_window: nanos(window),
    num_replicas: replicas,
  } satisfies Partial<StreamConfig>;
}

/** A reader that lives as long as someone listens; nothing of it is stored, nothing acknowledged. */
export function readerConfig(after: number, more: Partial<ConsumerConfig>) {
  return {
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: after + 1,
    ack_policy: AckPolicy.None,
    max_deliver: 1,
    mem_storage: true,
    num_replicas: 1,
    ...more,
  } satisfies Partial<ConsumerConfig>;
}
