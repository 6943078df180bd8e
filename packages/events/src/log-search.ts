import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventFilter, LoggedEvent } from './event.ts';
import type { EventBatch } from './event-log.ts';

/** Positions that one query looks at: few at first, more while little is found, never so many that others wait for it. */
const FIRST_SPAN = 1_000;
const LAST_SPAN = 64_000;
const GROWTH = 4;

export interface SearchRequest {
  readonly after: number;
  readonly filter: EventFilter;
  readonly limit: number;
  /** The last position known before: how far a search has read that found the end. */
  readonly head: number;
}

type Read = (after: number, filter: EventFilter, limit: number, through: number) => Promise<LoggedEvent[]>;

/**
 * Finds events far behind the head. An embedded database answers synchronously, so a search is many short queries with
 * a turn of the event loop between them; readers that ask the same at the same time share one search.
 */
export class LogSearch {
  private readonly running = new Map<string, Promise<EventBatch>>();

  constructor(private readonly query: Read) {}

  read(request: SearchRequest): Promise<EventBatch> {
    const { after, limit, filter } = request;
    const key = JSON.stringify([after, limit, filter.topics, filter.channels]);
    let search = this.running.get(key);
    if (!search) {
      search = this.find(request).finally(() => this.running.delete(key));
      this.running.set(key, search);
    }
    return search;
  }

  /** Ends with the first span that holds something: its reader goes on from there. */
  private async find({ after, filter, limit, head }: SearchRequest): Promise<EventBatch> {
    let through = after;
    for (let span = FIRST_SPAN; through < head; span = Math.min(span * GROWTH, LAST_SPAN)) {
      const end = Math.min(through + span, head);
      const events = await this.query(through, filter, limit, end);
      const last = events.at(-1)?.position;
      if (last !== undefined) return { events, through: events.length === limit ? last : end };
      through = end;
      await nextTurn();
    }
    return { events: [], through };
  }
}
