import { BOUNDS } from '../bounds.ts';
import type { SubgraphAnswer } from './transport.ts';

type Waiting = {
  readonly resolve: (result: IteratorResult<SubgraphAnswer>) => void;
  readonly reject: (cause: unknown) => void;
};

const DONE = { done: true, value: undefined } as const;

/** Answers that may wait before their source is asked to rest, and from how few on it may go on. */
const { unreadAnswers: FULL, resumedBelowAnswers: LOW } = BOUNDS.upstream;

/** The producer that fills the queue. */
export interface AnswerSource {
  /** The reader is behind, or has caught up again. */
  rest(isBehind: boolean): void;
  /** The reader wants no more. */
  close(): void;
}

/** Answers as they come in, for one reader. `return()` ends it at once, also while a `next()` waits. */
export class AnswerQueue implements AsyncIterableIterator<SubgraphAnswer> {
  private answers: SubgraphAnswer[] = [];
  private taken = 0;
  private isResting = false;
  private readonly waiting: Waiting[] = [];
  private ended: { readonly cause?: unknown } | undefined;

  constructor(private readonly source: AnswerSource) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<SubgraphAnswer>> {
    if (this.taken < this.answers.length) return Promise.resolve({ done: false, value: this.take() });
    if (!this.ended) return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
    const { cause } = this.ended;
    // Errors of a subgraph are plain objects: the reader of the stream classifies them.
    if (cause === undefined) return Promise.resolve(DONE);
    const reason: unknown = cause;
    return Promise.reject(reason);
  }

  return(): Promise<IteratorResult<SubgraphAnswer>> {
    this.end();
    this.source.close();
    return Promise.resolve(DONE);
  }

  push(answer: SubgraphAnswer): void {
    if (this.ended) return;
    const next = this.waiting.shift();
    if (next) next.resolve({ done: false, value: answer });
    else if (this.answers.push(answer) - this.taken > FULL) this.rest(true);
  }

  end(): void {
    this.ended ??= {};
    for (const { resolve } of this.waiting.splice(0)) resolve(DONE);
  }

  /**
   * Ends the stream with an error, once the earlier results are read: a failure of the connection, or the subgraph's
   * errors.
   */
  fail(cause: unknown): void {
    this.ended ??= { cause };
    for (const { reject } of this.waiting.splice(0)) reject(cause);
  }

  private take(): SubgraphAnswer {
    const answer = this.answers[this.taken] as SubgraphAnswer;
    this.taken += 1;
    // Taken ones are dropped together: moving the rest up for each would cost more than reading it.
    if (this.taken === this.answers.length || this.taken > FULL) {
      this.answers = this.answers.slice(this.taken);
      this.taken = 0;
    }
    if (this.answers.length - this.taken < LOW) this.rest(false);
    return answer;
  }

  private rest(isBehind: boolean): void {
    if (this.isResting === isBehind) return;
    this.isResting = isBehind;
    this.source.rest(isBehind);
  }
}
