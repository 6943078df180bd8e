import type { Database } from '@ecogrid/database';
import type { Logger } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';
import { cursorCodec, expiredCursor, invalidCursor } from './cursor.ts';
import type { EventFilter, LoggedEvent, MisfitOf } from './event.ts';
import type { CursorCodec, EventBatch, EventLog } from './event-log.ts';
import { Holds } from './holds.ts';
import { LogSearch } from './log-search.ts';
import { Outbox } from './outbox.ts';
import { OutboxRepository } from './outbox.repository.ts';
import { RecentEvents } from './recent-events.ts';
import { Waiters } from './waiters.ts';

const SEQUENCE_BATCH = BOUNDS.log.sequencedAtOnce;
/** Finds events that another process wrote, or that were committed just before a crash. */
const SAFETY_INTERVAL_MS = BOUNDS.log.lookEveryMs;

export interface DatabaseEventLogOptions {
  readonly database: Database;
  readonly source: string;
  readonly logger: Logger;
  /** The contracts of the events that may be announced. */
  readonly misfitOf: MisfitOf;
  /** How many events readers at the end find in memory. */
  readonly recent?: number;
}

/** The event log of one subgraph, kept in its own database. Opened once in a process. */
export class DatabaseEventLog implements EventLog {
  readonly outbox: Outbox<string>;
  readonly cursors: CursorCodec;
  private readonly waiters = new Waiters();
  private readonly holds = new Holds();
  private readonly search: LogSearch;
  private readonly recent: RecentEvents;
  private readonly timer: NodeJS.Timeout;
  private sequencing: Promise<void> | undefined;
  private again = false;
  private closed = false;
  private last = 0;

  private constructor(
    private readonly options: DatabaseEventLogOptions,
    private readonly repository: OutboxRepository,
    readonly epoch: string,
    secret: string,
  ) {
    this.outbox = new Outbox(options.database, () => this.wake(), options.misfitOf);
    this.cursors = cursorCodec({ source: options.source, secret, epoch: () => epoch, head: () => this.last });
    this.recent = new RecentEvents(options.recent ?? 4_096);
    this.search = new LogSearch((...query) => repository.read(...query));
    this.timer = setInterval(() => this.wake(), SAFETY_INTERVAL_MS).unref();
  }

  static async open(options: DatabaseEventLogOptions): Promise<DatabaseEventLog> {
    const repository = new OutboxRepository(options.database);
    const { epoch, secret } = await repository.identity();
    const log = new DatabaseEventLog(options, repository, epoch, secret);
    log.last = await repository.head();
    log.wake();
    return log;
  }

  get source(): string {
    return this.options.source;
  }

  get head(): number {
    return this.last;
  }

  first(): Promise<number> {
    return this.repository.first();
  }

  async read(after: number, filter: EventFilter, limit: number): Promise<EventBatch> {
    if (after > this.last) await this.arrive(after);
    const near = this.recent.read(after, filter, limit);
    if (near) return near;
    const batch = await this.search.read({ after, filter, limit, head: this.last });
    // Asked after reading: events that were dropped meanwhile may be missing in the result.
    const first = await this.first();
    if (after < first - 1) throw expiredCursor(first, this);
    return batch;
  }

  advanced(after: number, signal: AbortSignal): Promise<void> {
    return this.last > after ? Promise.resolve() : this.waiters.wait(signal);
  }

  hold(needed: () => number | undefined): () => void {
    return this.holds.add(needed);
  }

  /**
   * Drops the oldest events, up to the first that is not older than the moment or that a holder needs. The newest stays
   * in any case: the next position follows it. @returns how many were dropped; a full batch when there may be more.
   */
  prune(before: Date, limit: number): Promise<number> {
    return this.repository.prune({ before, through: Math.min(this.holds.free, this.last - 1), limit });
  }

  /** Looks for committed events without a position. Callers need not wait: readers are woken. */
  wake(): void {
    if (this.closed) return;
    if (this.sequencing) this.again = true;
    else this.sequencing = this.sequenceAll();
  }

  /** Resolves once everything that is committed now has a position. */
  async settle(): Promise<void> {
    this.wake();
    while (this.sequencing) await this.sequencing;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.sequencing;
    this.waiters.release();
  }

  /** Another process on the same database may have seen more of the log: its work is taken up first. */
  private async arrive(position: number): Promise<void> {
    await this.sequencing;
    while (this.last < position && (await this.adoptForeign()));
    if (this.last < position) throw invalidCursor('FUTURE', this);
  }

  private async sequenceAll(): Promise<void> {
    try {
      do {
        this.again = false;
        while (await this.sequenceBatch());
      } while (this.calledAgain());
    } catch (error) {
      this.options.logger.warn(
        { source: this.source, error: String(error) },
        'sequencing events will be tried again',
      );
    } finally {
      this.sequencing = undefined;
    }
  }

  /** Whether something was committed meanwhile. */
  private calledAgain(): boolean {
    return this.again && !this.closed;
  }

  /** @returns whether there may be more. */
  private async sequenceBatch(): Promise<boolean> {
    const { database } = this.options;
    const fresh = await database
      .transaction((manager) => this.repository.sequence(manager, SEQUENCE_BATCH))
      .catch((error: unknown) => this.overtaken(error));
    const follows = fresh[0]?.position === this.last + 1;
    if (!follows) return (await this.adoptForeign()) || fresh.length === SEQUENCE_BATCH;
    this.take(fresh);
    return fresh.length === SEQUENCE_BATCH;
  }

  /** A second process was giving the same positions, and ours were refused: no fault when its events are there. */
  private async overtaken(error: unknown): Promise<readonly LoggedEvent[]> {
    if ((await this.repository.head()) === this.last) throw error;
    return [];
  }

  /** Takes up events to which another process on the same database gave positions. @returns whether there were any. */
  private async adoptForeign(): Promise<boolean> {
    const events = await this.repository.read(this.last, {}, SEQUENCE_BATCH);
    this.take(events.filter(({ position }) => position > this.last));
    return events.length > 0;
  }

  private take(events: readonly LoggedEvent[]): void {
    const head = events.at(-1)?.position;
    if (head === undefined) return;
    this.recent.append(events);
    this.last = head;
    this.waiters.release();
  }
}
