import { expiredCursor, invalidCursor } from './cursor.ts';
import type { EventFilter, LoggedEvent } from './event.ts';
import type { EventLog } from './event-log.ts';

const PAGE = 200;

export interface StreamRequest {
  readonly filter: EventFilter;
  /** A cursor: events after it are replayed before live ones follow. Absent: live ones only. */
  readonly after?: string | null | undefined;
  /** Asked at each event; one that is not permitted is skipped. Absent: all are delivered. */
  readonly permits?: (event: LoggedEvent) => Promise<boolean>;
}

/** Events in their order. */
export interface EventStream extends AsyncIterableIterator<LoggedEvent> {
  /** The cursor after which the first event comes. */
  readonly openedAfter: string;
}

/**
 * The events after a cursor, then the live ones: no gap and no repeat, because replay and live are the same walk along
 * positions. Written by hand: an async generator would queue `return()` behind a pending `next()` and leak.
 * @throws EcoGridError CURSOR_INVALID or CURSOR_EXPIRED, before anything is delivered. `next()` throws them too, when
 * the log starts anew or drops events that this reader has not read yet.
 */
export async function openEventStream(log: EventLog, request: StreamRequest): Promise<EventStream> {
  const { epoch } = log;
  const start = typeof request.after === 'string' ? log.cursors.decode(request.after) : log.head;
  await refuseExpired(log, start);
  // Another process may be ahead of this one: reading waits until the log is there, or refuses.
  if (start > log.head) await log.read(start, request.filter, 1);
  return new LogStream(log, epoch, request, start);
}

async function refuseExpired(log: EventLog, start: number): Promise<void> {
  if (start === log.head) return;
  const first = await log.first();
  if (start < first - 1) throw expiredCursor(first, log);
}

class LogStream implements EventStream {
  readonly openedAfter: string;
  private readonly aborted = new AbortController();
  private ready: LoggedEvent[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly epoch: string,
    private readonly request: StreamRequest,
    private position: number,
  ) {
    this.openedAfter = log.cursors.encode(position);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<LoggedEvent>> {
    const { permits } = this.request;
    for (;;) {
      while (this.ready.length === 0 && !this.aborted.signal.aborted) await this.fill();
      const event = this.ready.shift();
      if (this.aborted.signal.aborted || !event) return { done: true, value: undefined };
      if (!permits || (await permits(event))) return { done: false, value: event };
    }
  }

  return(): Promise<IteratorResult<LoggedEvent>> {
    this.aborted.abort();
    return Promise.resolve({ done: true, value: undefined });
  }

  private async fill(): Promise<void> {
    this.refuseForeign();
    await this.log.advanced(this.position, this.aborted.signal);
    if (this.aborted.signal.aborted) return;
    this.refuseForeign();
    const { events, through } = await this.log.read(this.position, this.request.filter, PAGE);
    this.refuseForeign();
    this.ready = [...events];
    this.position = through;
  }

  /** The position means nothing in a log that has started anew. */
  private refuseForeign(): void {
    if (this.log.epoch !== this.epoch) throw invalidCursor('FOREIGN', this.log);
  }
}
