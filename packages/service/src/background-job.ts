import type { Logger } from './logger.ts';

export interface BackgroundJobOptions {
  readonly name: string;
  readonly logger: Logger;
  /** The longest rest between two rounds, in milliseconds; {@link BackgroundJob.wake} cuts it short. */
  readonly everyMs: number;
  /** Whether the first round waits as long as the later ones; otherwise it begins with the start. */
  readonly restsFirst?: boolean;
  /** Whether a last round begins once it is stopped: for work on rows gathered in memory. */
  readonly endsWithRound?: boolean;
  /**
   * One round. An error that it throws is logged, and the next round tries again; a long one looks at the signal. A
   * round that knows when there will be work again answers in how many milliseconds: the rest is no longer than that.
   */
  readonly work: (signal: AbortSignal) => Promise<number | void>;
}

/** Background work, such as sending e-mails: one round after the other, never two at once. */
export class BackgroundJob {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private isWoken = false;
  private endRest: () => void = () => undefined;
  private awaitingRound: Array<() => void> = [];

  constructor(private readonly options: BackgroundJobOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** There is something to do: a round begins at once, or right after the one that is under way. */
  wake(): void {
    this.isWoken = true;
    this.endRest();
  }

  /** Resolves once a round that began after this call has ended; at once when the job does not run. */
  settle(): Promise<void> {
    if (!this.running || this.stopping.signal.aborted) return Promise.resolve();
    const settled = new Promise<void>((resolve) => this.awaitingRound.push(resolve));
    this.wake();
    return settled;
  }

  /** Resolves when the round under way has ended, and the last one where there is one; no other begins. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.endRest();
    await this.running;
    if (this.running && this.options.endsWithRound) await this.round(this.stopping.signal);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    if (this.options.restsFirst) await this.rest(signal, this.options.everyMs);
    while (!signal.aborted) {
      this.isWoken = false;
      const awaiting = this.awaitingRound.splice(0);
      const rest = await this.round(signal);
      for (const resolve of awaiting) resolve();
      await this.rest(signal, rest);
    }
    for (const resolve of this.awaitingRound.splice(0)) resolve();
  }

  /** @returns how long to rest at most. */
  private async round(signal: AbortSignal): Promise<number> {
    const { name, logger, everyMs, work } = this.options;
    try {
      return Math.min((await work(signal)) ?? everyMs, everyMs);
    } catch (error) {
      logger.error({ job: name, error: String(error) }, 'a round of background work failed');
      return everyMs;
    }
  }

  private rest(signal: AbortSignal, forMs: number): Promise<void> {
    if (this.isWoken || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, forMs);
      this.endRest = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
