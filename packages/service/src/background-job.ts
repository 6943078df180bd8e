import type { Logger } from './logger.ts';

export interface BackgroundJobOptions {
  readonly name: string;
  readonly logger: Logger;
  /** The longest rest between two rounds, in milliseconds; {@link BackgroundJob.wake} cuts it short. */
  readonly everyMs: number;
  /** Whether the first round waits as long as the later ones; otherwise it begins with the start. */
  readonly restsFirst?: boolean;
  /** One round. What it throws is logged, and the next round tries again; a long one looks at the signal. */
  readonly work: (signal: AbortSignal) => Promise<void>;
}

/** Work that nobody asks for, such as sending mails: one round after the other, never two at once. */
export class BackgroundJob {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private isWoken = false;
  private endRest: () => void = () => undefined;

  constructor(private readonly options: BackgroundJobOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** There is something to do: a round begins at once, or right after the one that is under way. */
  wake(): void {
    this.isWoken = true;
    this.endRest();
  }

  /** Resolves when the round under way has ended; no other begins. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.endRest();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    if (this.options.restsFirst) await this.rest(signal);
    while (!signal.aborted) {
      this.isWoken = false;
      await this.round(signal);
      await this.rest(signal);
    }
  }

  private async round(signal: AbortSignal): Promise<void> {
    const { name, logger, work } = this.options;
    try {
      await work(signal);
    } catch (error) {
      logger.error({ job: name, error: String(error) }, 'a round of background work failed');
    }
  }

  private rest(signal: AbortSignal): Promise<void> {
    if (this.isWoken || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.options.everyMs);
      this.endRest = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
