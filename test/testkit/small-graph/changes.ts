export interface Change {
  readonly cursor: string;
  readonly number: number;
  readonly text: string;
  /** When it was made, in milliseconds of `Date.now()`. */
  readonly at: number;
  readonly thing: { readonly id: string };
}

const THINGS = 7;

/** All changes so far, and their listeners: the outside ledger of sent changes and of open subscriptions. */
export class Changes {
  open = 0;
  opened = 0;
  private readonly all: Change[] = [];
  private readonly listeners = new Set<() => void>();

  get head(): number {
    return this.all.length;
  }

  publish(text: string): void {
    const number = this.all.length + 1;
    this.all.push({
      cursor: String(number),
      number,
      text,
      at: Date.now(),
      thing: { id: String(number % THINGS) },
    });
    for (const listener of [...this.listeners]) listener();
  }

  /** By hand, so that `return()` does not wait for an event. */
  after(position: number): AsyncIterableIterator<{ changed: Change }> {
    let next = position;
    let over = false;
    let wake: () => void = () => undefined;
    const listener = (): void => wake();
    this.listeners.add(listener);
    this.open += 1;
    this.opened += 1;
    const close = (): void => {
      if (over) return;
      over = true;
      this.open -= 1;
      this.listeners.delete(listener);
      wake();
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        while (!over && next >= this.all.length) await new Promise<void>((resolve) => (wake = resolve));
        const changed = over ? undefined : this.all[next++];
        return changed ? { done: false, value: { changed } } : { done: true, value: undefined };
      },
      return: () => {
        close();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }
}
