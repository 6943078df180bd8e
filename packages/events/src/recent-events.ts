import { matches, type EventFilter, type LoggedEvent } from './event.ts';
import type { EventBatch } from './event-log.ts';

/** The newest events in memory, so that readers at the end of the log cost no query. */
export class RecentEvents {
  private events: LoggedEvent[] = [];

  constructor(private readonly capacity: number) {}

  append(events: readonly LoggedEvent[]): void {
    this.events.push(...events);
    // Dropped in halves: the cost of moving the rest is paid once for many events.
    if (this.events.length > 2 * this.capacity) this.events = this.events.slice(-this.capacity);
  }

  /** @returns undefined when events after the position may have been dropped: the log itself must be asked. */
  read(after: number, filter: EventFilter, limit: number): EventBatch | undefined {
    const oldest = this.events[0]?.position;
    if (oldest === undefined || after < oldest - 1) return undefined;
    const found: LoggedEvent[] = [];
    let through = after;
    for (let index = after - oldest + 1; index < this.events.length && found.length < limit; index += 1) {
      const event = this.events[index] as LoggedEvent;
      if (matches(event, filter)) found.push(event);
      through = event.position;
    }
    return { events: found, through };
  }
}
