import type { SubgraphAnswer } from '../execution/transport.ts';

type Waiting = {
  readonly resolve: (result: IteratorResult<SubgraphAnswer>) => void;
  readonly reject: (error: Error) => void;
};

const DONE = { done: true, value: undefined } as const;

/** Answers as they come in, for one reader. `return()` ends it at once, also while a `next()` waits. */
export class AnswerQueue implements AsyncIterableIterator<SubgraphAnswer> {
  private readonly answers: SubgraphAnswer[] = [];
  private readonly waiting: Waiting[] = [];
  private ended: { readonly error?: Error } | undefined;

  constructor(private readonly onReturn: () => void) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<SubgraphAnswer>> {
    const answer = this.answers.shift();
    if (answer) return Promise.resolve({ done: false, value: answer });
    if (this.ended)
      return this.ended.error === undefined ? Promise.resolve(DONE) : Promise.reject(this.ended.error);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<SubgraphAnswer>> {
    this.end();
    this.onReturn();
    return Promise.resolve(DONE);
  }

  push(answer: SubgraphAnswer): void {
    if (this.ended) return;
    const next = this.waiting.shift();
    if (next) next.resolve({ done: false, value: answer });
    else this.answers.push(answer);
  }

  end(): void {
    this.ended ??= {};
    for (const { resolve } of this.waiting.splice(0)) resolve(DONE);
  }

  fail(error: Error): void {
    this.ended ??= { error };
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
