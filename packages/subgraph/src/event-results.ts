/** Each event of a source, executed. Written by hand: `return()` must not wait behind a pending `next()`. */
export class EventResults<Result> implements AsyncIterableIterator<Result> {
  private closed = false;

  constructor(
    private readonly source: AsyncIterator<unknown>,
    private readonly onEvent: (event: unknown) => Promise<Result>,
    private readonly counted: { opened(): void; closed(): void },
  ) {
    counted.opened();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Result>> {
    try {
      const event = await this.source.next();
      if (event.done || this.closed) return await this.return();
      return { done: false, value: await this.onEvent(event.value) };
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Result>> {
    if (!this.closed) {
      this.closed = true;
      this.counted.closed();
      await this.source.return?.();
    }
    return { done: true, value: undefined };
  }
}
