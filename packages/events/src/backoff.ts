/** Waits between attempts: longer each time, until one succeeds or the signal ends it. */
export class Backoff {
  private delay: number;

  constructor(
    private readonly bounds: { readonly firstMs: number; readonly mostMs: number },
    private readonly signal: AbortSignal,
  ) {
    this.delay = bounds.firstMs;
  }

  /** The attempt succeeded: the next failure waits as the first one did. */
  reset(): void {
    this.delay = this.bounds.firstMs;
  }

  async pause(): Promise<void> {
    const ms = this.delay;
    this.delay = Math.min(ms * 2, this.bounds.mostMs);
    if (this.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.signal.addEventListener('abort', end);
    });
  }
}
