/** Each event of a source, executed. Written by hand: `return()` must not wait behind a pending `next()`. */
export class PushedResults<Result> implements AsyncIterableIterator<Result> {
  private closed = false;
  private held: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(
    private readonly source: AsyncIterator<unknown>,
    private readonly onEvent: (event: unknown) => Promise<Result>,
    private readonly counted: { opened(): void; closed(): void },
    /** Comes before the events; absent: nothing does. */
    private first?: Result,
  ) {
    counted.opened();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Result>> {
    try {
      if (this.held) await this.held.promise;
      const { first } = this;
      this.first = undefined;
      if (first !== undefined && !this.closed) return { done: false, value: first };
      const event = await this.source.next();
      if (event.done || this.closed) return await this.return();
      return { done: false, value: await this.onEvent(event.value) };
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  /** Rests until `release`: its reader is behind. A delivery that was begun goes on. */
  hold(): void {
    if (this.held || this.closed) return;
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => (resolve = done));
    this.held = { promise, resolve };
  }

  release(): void {
    this.held?.resolve();
    this.held = undefined;
  }

  async return(): Promise<IteratorResult<Result>> {
    if (!this.closed) {
      this.closed = true;
      this.release();
      this.counted.closed();
      await this.source.return?.();
    }
    return { done: true, value: undefined };
  }
}
