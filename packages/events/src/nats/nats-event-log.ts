import type { JsMsg } from '@nats-io/jetstream';
import { EcoGridError } from '@ecogrid/errors';
import type { Logger } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import { cursorCodec, invalidCursor } from '../cursor.ts';
import type { EventFilter } from '../event.ts';
import type { CursorCodec, EventBatch, EventLog } from '../event-log.ts';
import { RecentEvents } from '../recent-events.ts';
import { Waiters } from '../waiters.ts';
import { Archive } from './archive.ts';
import { LiveReader, type LiveSink } from './live-reader.ts';
import { SeenIds } from './seen-ids.ts';
import type { SourceStream, StreamState } from './source-stream.ts';
import { decodeEvent } from './wire-event.ts';

const RECENT = BOUNDS.nats.recentEvents;
const WATCHDOG_MS = BOUNDS.nats.watchEveryMs;
/** How long a reader waits for events that the servers have, before it gets an error. */
const ARRIVAL_TIMEOUT_MS = BOUNDS.nats.arrivalMs;

export interface NatsEventLogOptions {
  /** Proves cursors to be ours: the same in every process that serves the source. */
  readonly secret: string;
  readonly logger: Logger;
  /** How many events readers at the end find in memory; 4,096 by default. */
  readonly recent?: number;
  /** How long nothing may come while the stream has more, milliseconds; 5,000 by default. */
  readonly watchdogMs?: number;
}

/**
 * One source's events as NATS JetStream carries them between processes: the position is the stream's sequence, the
 * epoch the moment it was made. Opened once for each source in a process; all readers share one consumer. Until the
 * servers have been reached for the first time its head is −1, and a read beyond it is refused.
 */
export class NatsEventLog implements EventLog {
  readonly cursors: CursorCodec;
  private readonly waiters = new Waiters();
  private readonly closing = new AbortController();
  private readonly archive: Archive;
  private readonly reader: LiveReader;
  private recent: RecentEvents;
  private seen: SeenIds;
  private currentEpoch: string | undefined;
  private last = -1;
  private telling = false;

  constructor(
    private readonly stream: SourceStream,
    private readonly options: NatsEventLogOptions,
  ) {
    const { secret, watchdogMs = WATCHDOG_MS, logger } = options;
    const { source } = stream;
    this.cursors = cursorCodec({ source, secret, epoch: () => this.epoch, head: () => this.head });
    this.recent = new RecentEvents(this.capacity);
    this.seen = new SeenIds(this.capacity);
    this.archive = new Archive(stream, this, this.closing.signal);
    this.reader = new LiveReader(stream, this.sink(), { watchdogMs, logger });
  }

  get source(): string {
    return this.stream.source;
  }

  /** @throws EcoGridError EVENTS_UNAVAILABLE until the servers have been reached. */
  get epoch(): string {
    if (this.currentEpoch === undefined) throw new EcoGridError('EVENTS_UNAVAILABLE');
    return this.currentEpoch;
  }

  get head(): number {
    return this.last;
  }

  async first(): Promise<number> {
    return (await this.archive.state()).first;
  }

  async read(after: number, filter: EventFilter, limit: number): Promise<EventBatch> {
    if (after > this.last) await this.arrive(after, this.epoch);
    return this.recent.read(after, filter, limit) ?? this.archive.read(after, filter, limit);
  }

  advanced(after: number, signal: AbortSignal): Promise<void> {
    return this.last > after ? Promise.resolve() : this.waiters.wait(signal);
  }

  hold(): () => void {
    return () => undefined;
  }

  /** Reads the identity of the stream at once: after the connection was lost, it may be another. */
  recheck(): void {
    this.reader.restart('the connection was lost');
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.reader.close();
    this.waiters.release();
  }

  private get capacity(): number {
    return this.options.recent ?? RECENT;
  }

  private sink(): LiveSink {
    const head = (): number => this.head;
    const epoch = (): string => this.epoch;
    return {
      get head() {
        return head();
      },
      get epoch() {
        return epoch();
      },
      begin: (state) => this.begin(state),
      take: (message) => this.take(message),
    };
  }

  private begin(state: StreamState): number {
    if (this.currentEpoch === undefined) this.open(state);
    else if (state.epoch !== this.currentEpoch) this.startAnew(state);
    // Servers that lost their end get it again from the relay, in the same order.
    return Math.min(this.last, state.last);
  }

  private open({ epoch, last }: StreamState): void {
    this.currentEpoch = epoch;
    this.last = last;
    this.recent = new RecentEvents(this.capacity, last);
    this.waiters.release();
  }

  private startAnew({ epoch, first }: StreamState): void {
    this.options.logger.warn(
      { source: this.source, epoch },
      'the events begin anew: earlier cursors are refused',
    );
    this.currentEpoch = epoch;
    this.last = first - 1;
    this.recent = new RecentEvents(this.capacity, this.last);
    this.seen = new SeenIds(this.capacity);
    this.archive.clear();
    this.waiters.release();
  }

  private take(message: JsMsg): void {
    if (message.seq <= this.last) return;
    const event = decodeEvent(message, message.seq);
    if (!event)
      this.options.logger.error({ source: this.source, position: message.seq }, 'a message is no event');
    // Dropped before this process had seen them: a reader that has not come that far must get an error, so memory begins here.
    if (message.seq > this.last + 1) this.recent = new RecentEvents(this.capacity, message.seq - 1);
    this.recent.append(event && this.seen.add(event.id) ? [event] : [], message.seq);
    this.last = message.seq;
    this.wakeReaders();
  }

  /** Once for all that came together. */
  private wakeReaders(): void {
    if (this.telling) return;
    this.telling = true;
    setImmediate(() => {
      this.telling = false;
      this.waiters.release();
    });
  }

  /** Another process has seen more of the log than this one: waits until it is here. */
  private async arrive(position: number, epoch: string): Promise<void> {
    const state = await this.archive.state();
    if (state.epoch !== epoch) throw invalidCursor('FOREIGN', this);
    if (state.last < position) throw invalidCursor('FUTURE', this);
    const given = AbortSignal.any([this.closing.signal, AbortSignal.timeout(ARRIVAL_TIMEOUT_MS)]);
    while (this.last < position && this.epoch === epoch && !given.aborted) await this.waiters.wait(given);
    if (this.epoch !== epoch) throw invalidCursor('FOREIGN', this);
    if (this.last < position) throw new Error(`events of ${this.source} do not arrive`);
  }
}
