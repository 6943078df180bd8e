import { matches, type EventFilter, type LoggedEvent } from './event.ts';
import type { EventBatch } from './event-log.ts';

/** The newest events in memory, so that readers at the end of the log cost no query. Positions may have gaps. */
export class RecentEvents {
  private events: LoggedEvent[] = [];
  private through: number;

  /** @param from every event after this position will be appended; absent: the position before the first one's. */
  constructor(
    private readonly capacity: number,
    private from?: number,
  ) {
    this.through = from ?? 0;
  }

  /** @param through how far the log is known with them: positions in between hold nothing. */
  append(events: readonly LoggedEvent[], through = events.at(-1)?.position ?? this.through): void {
    this.from ??= (events[0]?.position ?? through + 1) - 1;
    this.events.push(...events);
    this.through = through;
    // Dropped in halves: the cost of moving the rest is paid once for many events.
    if (this.events.length > 2 * this.capacity) this.drop(this.events.length - this.capacity);
  }

  /** @returns undefined when events after the position may have been dropped: the log itself must be asked. */
  read(after: number, filter: EventFilter, limit: number): EventBatch | undefined {
    if (this.from === undefined || after < this.from) return undefined;
    const found: LoggedEvent[] = [];
    for (let index = this.indexAfter(after); index < this.events.length; index += 1) {
      const event = this.events[index] as LoggedEvent;
      if (!matches(event, filter)) continue;
      found.push(event);
      if (found.length === limit) return { events: found, through: event.position };
    }
    return { events: found, through: Math.max(after, this.through) };
  }

  private drop(count: number): void {
    this.from = this.events[count - 1]?.position ?? this.from;
    this.events = this.events.slice(count);
  }

  /** The index of the first event after the position: by halving, as positions may have gaps. */
  private indexAfter(position: number): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.events[middle]?.position ?? Infinity) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
