import type { EventFilter, LoggedEvent } from '../event.ts';
import { matches } from '../event.ts';
import type { EventBatch } from '../event-log.ts';
import { nanos } from '@nats-io/transport-node';
import { subjectFor } from './subject.ts';
import { readerConfig } from './stream-config.ts';
import type { SourceStream } from './source-stream.ts';
import { decodeEvent } from './wire-event.ts';

const PATIENCE_MS = 5_000;

export interface ReplayRequest {
  readonly after: number;
  readonly filter: EventFilter;
  readonly limit: number;
  /** The last position known before: where a replay that found the end has read to. */
  readonly head: number;
}

/**
 * Reads a part of a stream by a consumer that lives no longer. What the servers have dropped they skip in silence, so
 * the caller compares with the stream's state afterwards.
 * @throws Error when the servers did not deliver what they had announced.
 */
export async function replay(stream: SourceStream, request: ReplayRequest): Promise<EventBatch> {
  const { after, filter, limit, head } = request;
  const config = readerConfig(after, {
    filter_subject: subjectFor(stream.source, filter),
    inactive_threshold: nanos(PATIENCE_MS),
  });
  const info = await stream.manager.consumers.add(stream.name, config);
  const count = Math.min(limit, info.num_pending);
  try {
    const events = count === 0 ? [] : await fetch(stream, info, count);
    const last = events.at(-1)?.position ?? after;
    const through = count === info.num_pending ? Math.max(head, last) : last;
    return { events: withoutRepeats(events).filter((event) => matches(event, filter)), through };
  } finally {
    stream.manager.consumers.delete(stream.name, info.name).catch(() => undefined);
  }
}

type ConsumerInfo = Awaited<ReturnType<SourceStream['manager']['consumers']['add']>>;

async function fetch(stream: SourceStream, info: ConsumerInfo, count: number): Promise<LoggedEvent[]> {
  const consumer = stream.client.consumers.getConsumerFromInfo(info);
  const events: LoggedEvent[] = [];
  for await (const message of await consumer.fetch({ max_messages: count, expires: PATIENCE_MS })) {
    if (message.info.deliverySequence !== events.length + 1) break;
    events.push(decodeEvent(message, message.seq));
  }
  if (events.length < count) throw new Error(`${events.length} of ${count} events came from ${stream.name}`);
  return events;
}

function withoutRepeats(events: readonly LoggedEvent[]): LoggedEvent[] {
  const seen = new Set<string>();
  return events.filter(({ id }) => !seen.has(id) && seen.add(id));
}
