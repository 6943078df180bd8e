import { BOUNDS } from './bounds.ts';
import type { Logger } from './logger.ts';

type Step = { readonly name: string; readonly close: () => Promise<void> | void };

/** Closes the opened parts, last opened first, each step bounded, exactly once. */
export class Lifecycle {
  private readonly steps: Step[] = [];
  private closing: Promise<boolean> | undefined;

  constructor(
    private readonly logger: Logger,
    private readonly stepTimeoutMs: number = BOUNDS.shutdown.stepMs,
  ) {}

  onClose(name: string, close: Step['close']): void {
    this.steps.push({ name, close });
  }

  /** A signal came, perhaps during the start: a failure from now on comes from closed parts. */
  get isClosing(): boolean {
    return this.closing !== undefined;
  }

  /** @returns whether every step ended in time and without an error. */
  close(): Promise<boolean> {
    return (this.closing ??= this.closeAll());
  }

  /** SIGINT and SIGTERM close in order and exit 0, or 1 when a step failed; a crash never exits 0. */
  closeOnSignals(): void {
    const end = (): void => {
      this.close()
        .then((orderly) => process.exit(orderly ? 0 : 1))
        .catch(() => process.exit(1));
    };
    process.on('SIGINT', end).on('SIGTERM', end);
  }

  private async closeAll(): Promise<boolean> {
    let orderly = true;
    for (const step of this.steps.reverse()) orderly = (await this.closeStep(step)) && orderly;
    return orderly;
  }

  private async closeStep({ name, close }: Step): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`did not close within ${this.stepTimeoutMs} ms`)),
        this.stepTimeoutMs,
      );
    });
    try {
      await Promise.race([close(), late]);
      return true;
    } catch (error) {
      this.logger.error({ step: name, error: String(error) }, 'a part did not close in order');
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
