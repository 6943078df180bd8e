/** A source of events with hand-written iterators, which knows how many are open: the outside judge of leaks. */
export class Channel<Event> {
  open = 0;
  opened = 0;
  private readonly listeners = new Set<(event: Event) => void>();

  publish(event: Event): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  subscribe(initial: readonly Event[] = []): AsyncIterableIterator<Event> {
    const queue: Event[] = [...initial];
    const waiters: ((step: IteratorResult<Event>) => void)[] = [];
    const done = { done: true, value: undefined } as const;
    const listener = (value: Event): void => {
      const waiter = waiters.shift();
      if (waiter) waiter({ done: false, value });
      else queue.push(value);
    };
    this.listeners.add(listener);
    this.open += 1;
    this.opened += 1;
    const stop = (): void => {
      if (!this.listeners.delete(listener)) return;
      this.open -= 1;
      for (const waiter of waiters.splice(0)) waiter(done);
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: () => {
        const [value] = queue.splice(0, 1);
        if (value !== undefined) return Promise.resolve({ done: false, value });
        if (!this.listeners.has(listener)) return Promise.resolve(done);
        return new Promise((resolve) => waiters.push(resolve));
      },
      return: () => {
        stop();
        return Promise.resolve(done);
      },
    };
  }
}
