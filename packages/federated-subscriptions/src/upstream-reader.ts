import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import type { UpstreamAnswer } from './options.ts';

export interface UpstreamHandlers {
  /** The subgraph accepted. The first event is read when this settles. */
  opened?(): Promise<void> | void;
  /** One event; the next is asked for when this settles. */
  event(result: ExecutionResult): Promise<void> | void;
  /** The stream ended, with what it ended by, if not in peace. Not called after `close()`. */
  ended(cause?: unknown): void;
  /** Called exactly once, however it ended. */
  over?(): void;
}

type Open = (signal: AbortSignal) => UpstreamAnswer | PromiseLike<UpstreamAnswer>;

/**
 * Reads one upstream, event after event. `close()` takes effect at once: it never waits for the next event, and an
 * upstream that is still being opened is closed the moment it appears.
 */
export class UpstreamReader {
  private readonly handlers: UpstreamHandlers;
  private readonly abort = new AbortController();
  private iterator: AsyncIterator<ExecutionResult> | undefined;
  private isWaiting = false;
  private over = false;

  constructor(open: Open, handlers: UpstreamHandlers) {
    this.handlers = handlers;
    void this.run(open);
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
      hasWaited = this.isWaiting;
      await nextTurn();
    } while (!this.over && !(hasWaited && this.isWaiting));
    this.close();
  }

  private async run(open: Open): Promise<void> {
    try {
      await Promise.resolve(); // whoever constructs this has it in hand before a handler is called
      if (this.over) return;
      const answer = await open(this.abort.signal);
      if (!isStream(answer)) await this.onlyResult(answer);
      else await this.read(answer[Symbol.asyncIterator]());
    } catch (cause) {
      this.end(cause);
    }
  }

  private async read(iterator: AsyncIterator<ExecutionResult>): Promise<void> {
    this.iterator = iterator;
    if (this.over) return this.closeIterator();
    await this.handlers.opened?.();
    while (!this.over) {
      this.isWaiting = true;
      const step = await iterator.next();
      this.isWaiting = false;
      if (step.done) return this.end();
      await this.hand(step.value);
    }
  }

  private async onlyResult(result: ExecutionResult): Promise<void> {
    await this.hand(result);
    this.end();
  }

  private async hand(result: ExecutionResult): Promise<void> {
    if (!this.over) await this.handlers.event(result);
  }

  private end(cause?: unknown): void {
    if (this.over) return;
    this.settle();
    this.iterator = undefined;
    this.handlers.ended(cause);
  }

  private settle(): void {
    this.over = true;
    this.abort.abort();
    this.handlers.over?.();
  }

  private closeIterator(): void {
    const { iterator } = this;
    this.iterator = undefined;
    // What an upstream says when it is told to stop interests nobody.
    void Promise.resolve()
      .then(() => iterator?.return?.())
      .catch(() => undefined);
  }
}

function isStream(answer: UpstreamAnswer): answer is AsyncIterable<ExecutionResult> {
  return Symbol.asyncIterator in answer;
}
