import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from '../bounds.ts';
import { Backoff } from '../backoff.ts';
import { expiredCursor, invalidCursor } from '../cursor.ts';
import type { EventFilter } from '../event.ts';
import type { EventBatch, EventLog } from '../event-log.ts';
import { replayAll, replaySparse } from './replay.ts';
import { ReplayedChunks, type ChunkContent } from './replayed-chunks.ts';
import type { SourceStream, StreamState } from './source-stream.ts';

/** How long a reader waits for servers that do not answer, before it gets an error. */
const ANSWER_TIMEOUT_MS = BOUNDS.nats.archiveMs;
/** Over fewer events it is not worth asking the server to look. */
const FAR = 2_000;
const RETRY = { firstMs: 50, mostMs: 1_000 };

/** The part of a log that is no longer in memory: asked of the servers, patiently, as they may be restarting. */
export class Archive {
  private readonly chunks = new ReplayedChunks((after, through) => this.load(after, through));

  constructor(
    private readonly stream: SourceStream,
    private readonly log: Pick<EventLog, 'epoch' | 'head' | 'cursors'>,
    private readonly closing: AbortSignal,
  ) {}

  /** @throws EcoGridError CURSOR_EXPIRED, and CURSOR_INVALID when the stream is made anew meanwhile. */
  async read(after: number, filter: EventFilter, limit: number): Promise<EventBatch> {
    const { epoch } = this.log;
    const found = await this.sparse(after, filter, limit);
    const chunk = found ? undefined : await this.chunks.containing(after, this.log.head);
    if (this.log.epoch !== epoch) throw invalidCursor('FOREIGN', this.log);
    const batch = found ?? chunk?.read(after, filter, limit);
    if (!batch) throw expiredCursor((await this.state()).first, this.log);
    return batch;
  }

  /** The state of the stream now, from the servers. */
  state(): Promise<StreamState> {
    return this.patiently(() => this.stream.state());
  }

  /** The stream was made anew. */
  clear(): void {
    this.chunks.clear();
  }

  /** Lets the server look for events that are few, and far. */
  private async sparse(after: number, filter: EventFilter, limit: number): Promise<EventBatch | undefined> {
    const { head, epoch } = this.log;
    if ((!filter.topics && !filter.channels) || head - after < FAR) return undefined;
    const batch = await this.patiently(() => replaySparse(this.stream, { after, filter, limit, head }));
    const first = await this.firstOf(epoch);
    if (batch && after < first - 1) throw expiredCursor(first, this.log);
    return batch;
  }

  private load(after: number, through: number): Promise<ChunkContent> {
    const { epoch } = this.log;
    return this.patiently(async () => {
      const events = await replayAll(this.stream, after, through);
      return { events, first: await this.firstOf(epoch) };
    });
  }

  /** Asked after a replay: events that were dropped before its end may have been skipped by it. */
  private async firstOf(epoch: string): Promise<number> {
    const state = await this.state();
    if (state.epoch !== epoch) throw invalidCursor('FOREIGN', this.log);
    return state.first;
  }

  /** Asks again while the servers do not answer; readers need not know of a restart. */
  private async patiently<T>(ask: () => Promise<T>): Promise<T> {
    const until = Date.now() + ANSWER_TIMEOUT_MS;
    const backoff = new Backoff(RETRY, this.closing);
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (error instanceof EcoGridError || Date.now() > until || this.closing.aborted) throw error;
        await backoff.pause();
      }
    }
  }
}
