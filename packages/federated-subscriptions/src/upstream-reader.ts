import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import type { UpstreamAnswer } from './options.ts';
import { openingCursorOf, receivedEvent } from './received-event.ts';

export interface UpstreamHandlers {
  /** The subgraph accepted. The first event is read when this settles. */
  opened?(): Promise<void> | void;
  /** The subgraph says after which cursor its events begin. */
  begins?(cursor: unknown): void;
  /** Events in order: as many as have come while the ones before were handled. The next ones wait until this settles. */
  events(results: readonly ExecutionResult[]): Promise<void> | void;
  /** The stream ended, with the cause unless it ended normally. Not called after `close()`. */
  ended(cause?: unknown): void;
  /** Called exactly once, however it ended. */
  over?(): void;
}

/** Events that may wait here for those before them. A stream that is followed live has none. */
const READ_AHEAD = 1_024;

type Open = (signal: AbortSignal) => UpstreamAnswer | PromiseLike<UpstreamAnswer>;

/**
 * Reads one upstream in order. `close()` takes effect at once: it never waits for the next event, and an
 * upstream that is still being opened is closed the moment it appears.
 */
export class UpstreamReader {
  private readonly handlers: UpstreamHandlers;
  private readonly abort = new AbortController();
  private iterator: AsyncIterator<unknown> | undefined;
  private ready: ExecutionResult[] = [];
  private handling: Promise<void> | undefined;
  private makeRoom: () => void = () => undefined;
  private isWaiting = false;
  private over = false;

  constructor(open: Open, handlers: UpstreamHandlers) {
    this.handlers = handlers;
    this.run(open).catch((cause: unknown) => this.end(cause));
  }

  /** The subgraph has accepted and the stream is not over. */
  get isOpen(): boolean {
    return this.iterator !== undefined && !this.over;
  }

  close(): void {
    if (this.over) return;
    this.settle();
    this.closeIterator();
  }

  /** Hands over the events that have already arrived, then closes: once a whole turn brought none. */
  async drain(): Promise<void> {
    let hasWaited: boolean;
    do {
      hasWaited = this.isIdle;
      await nextTurn();
    } while (!this.over && !(hasWaited && this.isIdle));
    this.close();
  }

  /** Everything that came is handled. */
  private get isIdle(): boolean {
    return this.isWaiting && this.handling === undefined;
  }

  private async run(open: Open): Promise<void> {
    try {
      await Promise.resolve(); // the constructor returns before the first handler is called
      if (this.over) return;
      const answer: unknown = await open(this.abort.signal);
      if (!isStream(answer)) await this.keep(answer);
      else await this.read(answer[Symbol.asyncIterator]());
      await this.handling;
      this.end();
    } catch (cause) {
      await this.handling;
      this.end(cause);
    }
  }

  private async read(iterator: AsyncIterator<unknown>): Promise<void> {
    this.iterator = iterator;
    if (this.over) return this.closeIterator();
    await this.handlers.opened?.();
    while (!this.over) {
      this.isWaiting = true;
      const step = await iterator.next();
      this.isWaiting = false;
      if (step.done) return;
      await this.keep(step.value);
    }
  }

  /** Reads ahead of the handler of events, up to a bound. */
  private keep(sent: unknown): Promise<void> | undefined {
    const cursor = openingCursorOf(sent);
    if (cursor !== undefined) return void this.handlers.begins?.(cursor);
    this.ready.push(receivedEvent(sent));
    this.handling ??= this.handle();
    if (this.ready.length < READ_AHEAD) return undefined;
    return new Promise((resolve) => (this.makeRoom = resolve));
  }

  private async handle(): Promise<void> {
    try {
      while (this.ready.length > 0 && !this.over) {
        const results = this.ready;
        this.ready = [];
        this.makeRoom();
        await this.handlers.events(results);
      }
      this.handling = undefined;
    } catch (cause) {
      this.end(cause);
    }
  }

  private end(cause?: unknown): void {
    if (this.over) return;
    this.settle();
    this.iterator = undefined;
    this.handlers.ended(cause);
  }

  private settle(): void {
    this.over = true;
    this.makeRoom();
    this.abort.abort();
    this.handlers.over?.();
  }

  private closeIterator(): void {
    const { iterator } = this;
    this.iterator = undefined;
    // A failure to close does not matter: the stream is over.
    Promise.resolve()
      .then(() => iterator?.return?.())
      .catch(() => undefined);
  }
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}
