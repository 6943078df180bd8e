import { BOUNDS } from '../bounds.ts';
import type { LoggedEvent } from '../event.ts';
import { RecentEvents } from '../recent-events.ts';

/** Events of one chunk, for many readers that come for it at a time. */
const CHUNK = BOUNDS.nats.chunkEvents;
const KEPT = BOUNDS.nats.chunks;

/** The content of a chunk. */
export interface ChunkContent {
  readonly events: readonly LoggedEvent[];
  /** The oldest position that was still kept when all had been read. */
  readonly first: number;
}

interface Chunk {
  readonly through: number;
  readonly events: Promise<RecentEvents>;
}

/** Parts of the log read not long ago: when a crowd comes back at once, each part is read once for all of them. */
export class ReplayedChunks {
  private readonly chunks = new Map<number, Chunk>();

  constructor(private readonly load: (after: number, through: number) => Promise<ChunkContent>) {}

  /** The chunk that the position after this one lies in. Where it begins later, the events in between were dropped. */
  containing(after: number, head: number): Promise<RecentEvents> {
    const number = Math.floor(after / CHUNK);
    const kept = this.chunks.get(number);
    const chunk = kept && kept.through > after ? kept : this.fill(number, head);
    // A map keeps the order in which its keys came: the one used last is dropped last.
    this.chunks.delete(number);
    this.chunks.set(number, chunk);
    if (this.chunks.size > KEPT) this.chunks.delete(this.chunks.keys().next().value as number);
    return chunk.events;
  }

  clear(): void {
    this.chunks.clear();
  }

  private fill(number: number, head: number): Chunk {
    const after = number * CHUNK;
    const through = Math.min(after + CHUNK, head);
    const events = this.load(after, through).then((content) => {
      const chunk = new RecentEvents(CHUNK, Math.max(after, content.first - 1));
      chunk.append(content.events, through);
      return chunk;
    });
    events.catch(() => this.chunks.delete(number));
    return { through, events };
  }
}
