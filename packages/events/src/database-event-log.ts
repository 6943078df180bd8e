import type { Database } from '@ecogrid/database';
import type { Logger } from '@ecogrid/service';
import { cursorCodec } from './cursor.ts';
import type { EventFilter } from './event.ts';
import type { CursorCodec, EventBatch, EventLog } from './event-log.ts';
import { Outbox } from './outbox.ts';
import { OutboxRepository } from './outbox.repository.ts';
import { RecentEvents } from './recent-events.ts';
import { Waiters } from './waiters.ts';

const SEQUENCE_BATCH = 500;
/** Finds what another process wrote, or what was committed just before a crash. */
const SAFETY_INTERVAL_MS = 1_000;

export interface DatabaseEventLogOptions {
  readonly database: Database;
  readonly source: string;
  readonly logger: Logger;
  /** How many events readers at the end find in memory. */
  readonly recent?: number;
}

/** The event log of one subgraph, kept in its own database. Opened once in a process. */
export class DatabaseEventLog implements EventLog {
  readonly outbox: Outbox;
  readonly cursors: CursorCodec;
  private readonly waiters = new Waiters();
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
    this.outbox = new Outbox(options.database, () => this.wake());
    this.cursors = cursorCodec({ source: options.source, secret, epoch: () => epoch, head: () => this.last });
    this.recent = new RecentEvents(options.recent ?? 4_096);
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
    const near = this.recent.read(after, filter, limit);
    if (near) return near;
    const head = this.last;
    const events = await this.repository.read(after, filter, limit);
    const full = events.length === limit;
    return {
      events,
      through: full ? (events.at(-1)?.position ?? after) : Math.max(head, events.at(-1)?.position ?? 0),
    };
  }

  advanced(after: number, signal: AbortSignal): Promise<void> {
    return this.last > after ? Promise.resolve() : this.waiters.wait(signal);
  }

  /** Looks for committed events without a position. Callers need not wait: readers are told. */
  wake(): void {
    if (this.closed) return;
    if (this.sequencing) this.again = true;
    else this.sequencing = this.sequenceAll();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.sequencing;
    this.waiters.release();
  }

  private async sequenceAll(): Promise<void> {
    try {
      do {
        this.again = false;
        while (await this.sequenceBatch());
      } while (this.calledAgain());
    } catch (error) {
      // A second process may have given the same positions: the unique key refused them, and the next turn sees its.
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

  private async sequenceBatch(): Promise<boolean> {
    const { database } = this.options;
    const fresh = await database.transaction((manager) => this.repository.sequence(manager, SEQUENCE_BATCH));
    if (fresh.length === 0) return this.adoptForeign();
    const first = fresh[0]?.position ?? 0;
    if (first > this.last + 1) return this.adoptForeign();
    this.recent.append(fresh);
    this.advance(fresh.at(-1)?.position ?? this.last);
    return fresh.length === SEQUENCE_BATCH;
  }

  /** Takes up events to which another process on the same database gave positions. */
  private async adoptForeign(): Promise<boolean> {
    const events = await this.repository.read(this.last, {}, SEQUENCE_BATCH);
    if (events.length === 0) return false;
    this.recent.append(events);
    this.advance(events.at(-1)?.position ?? this.last);
    return events.length === SEQUENCE_BATCH;
  }

  private advance(head: number): void {
    this.last = head;
    this.waiters.release();
  }
}
