/** Readers that wait for the log to advance; each can be cancelled by its signal. */
export class Waiters {
  private readonly waiting = new Set<() => void>();

  wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  release(): void {
    for (const done of [...this.waiting]) done();
  }
}
