import type { Database } from '@ecogrid/database';
import type { Logger } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import { Backoff } from '../backoff.ts';
import { ConsumerPositionRepository } from '../consumer-position.repository.ts';
import type { LoggedEvent } from '../event.ts';
import type { EventLog } from '../event-log.ts';
import type { SourceStream, StreamEnd } from './source-stream.ts';
import { subjectOf } from './subject.ts';
import { encodeEvent } from './wire-event.ts';

/** Batches grow up to this: the first after a fault is one event, which cannot fail on an event behind it. */
const BATCH = BOUNDS.nats.relayedAtOnce;
const RETRY = { firstMs: 50, mostMs: 2_000 };
const ACKNOWLEDGED_WITHIN_MS = BOUNDS.nats.acknowledgeMs;
const NAME = 'nats-relay';

export interface NatsRelayOptions {
  /** The database log of the source: its own subgraph's. */
  readonly log: EventLog;
  readonly database: Database;
  readonly logger: Logger;
}

/**
 * Carries a subgraph's own events to NATS JetStream, in the order of commitment: it follows the positions of the
 * database log, which are given after the commit, so a transaction that commits late is never behind it. While the
 * servers are away it retries without limit; waiting events are kept by the database.
 */
export class NatsRelay {
  private readonly stopping = new AbortController();
  private readonly positions: ConsumerPositionRepository;
  private running: Promise<void> | undefined;
  private done = 0;

  constructor(
    private readonly stream: SourceStream,
    private readonly options: NatsRelayOptions,
  ) {
    this.positions = new ConsumerPositionRepository(options.database, NAME);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the batch under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Position in the database log of the last event that the servers have acknowledged; 0 before it is known. */
  get published(): number {
    return this.done;
  }

  /** Committed events that the servers have not acknowledged. */
  lag(): number {
    return this.options.log.head - this.done;
  }

  private async run(): Promise<void> {
    const release = this.options.log.hold(() => this.done);
    await this.follow();
    release();
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    const backoff = new Backoff(RETRY, signal);
    while (!signal.aborted) {
      try {
        await this.carry(() => backoff.reset());
      } catch (error) {
        const { logger, log } = this.options;
        logger.warn(
          { source: log.source, lag: this.lag(), error: String(error) },
          'events cannot be published yet',
        );
        await backoff.pause();
      }
    }
  }

  /** Publishes batch after batch until it is stopped, or one of them fails: then it looks anew where the stream ends. */
  private async carry(succeeded: () => void): Promise<void> {
    const { log } = this.options;
    await this.stream.configure();
    const end = await this.stream.end();
    this.done = await this.resume(end);
    let { last } = end;
    for (let size = 1; ; size = Math.min(2 * size, BATCH)) {
      await log.advanced(this.done, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      const { events, through } = await log.read(this.done, {}, size);
      last = await this.publish(events, last);
      await this.note(end.epoch, through);
      this.done = through;
      succeeded();
    }
  }

  /**
   * Where to go on: after the stream's newest event if this log knows it, for the stream itself knows best its events,
   * even when a crash came between publishing and noting, or the servers lost events that they had acknowledged. Else
   * after the position noted for this stream: one that was made anew gets everything again that is still kept.
   */
  private async resume({ epoch, newest }: StreamEnd): Promise<number> {
    const { log } = this.options;
    const first = await log.first();
    if (newest?.epoch === log.epoch) {
      if (newest.position === first - 1) return newest.position;
      const { events } =
        newest.position < first ? { events: [] } : await log.read(newest.position - 1, {}, 1);
      if (events[0]?.id === newest.id) return newest.position;
    }
    return (await this.positions.find(log.source, epoch)) ?? first - 1;
  }

  /**
   * All at once, acknowledged one by one. Each demands to stand right after the one before it: an event that
   * another relay has published is known again by its id, and the server refuses the batch from any other message on. So a
   * stream that lost its end, or was made anew, is noticed even when nothing was published meanwhile.
   * @param last the sequence at which the stream ended before. @returns that at which it ends now.
   */
  private async publish(events: readonly LoggedEvent[], last: number): Promise<number> {
    const { log } = this.options;
    const { client } = await this.stream.link;
    const acknowledged = events.map((event, index) =>
      client.publish(subjectOf(log.source, event), encodeEvent(event, log.epoch), {
        msgID: event.id,
        timeout: ACKNOWLEDGED_WITHIN_MS,
        expect: { streamName: this.stream.name, lastSequence: last + index },
      }),
    );
    const sequences = (await Promise.all(acknowledged)).map(({ seq }) => seq);
    return Math.max(last, ...sequences);
  }

  private note(epoch: string, position: number): Promise<void> {
    const { database, log } = this.options;
    return database.transaction((manager) => this.positions.save(manager, log.source, epoch, position));
  }
}
