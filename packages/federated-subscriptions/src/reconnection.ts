/** The pauses before an upstream that lost its connection is opened again. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** Each pause is this much shorter or longer, so that streams do not all come back in one moment. */
const JITTER = 0.5;

/** When to try again, and when to give up: counted from the later of the last event and the first failure; before the first success from the beginning. */
export class Reconnection {
  private failingSince: number | undefined = performance.now();
  private pauseMs = FIRST_PAUSE_MS;
  private timer: NodeJS.Timeout | undefined;
  private isFirst = true;

  opened(): void {
    if (this.isFirst) this.succeeded();
    this.isFirst = false;
  }

  /** An event came: the next failure is the first again. */
  succeeded(): void {
    this.failingSince = undefined;
    this.pauseMs = FIRST_PAUSE_MS;
  }

  /** Calls back after a pause. @param timeoutMs how long attempts may go on. @returns false when the time is up. */
  schedule(attempt: () => void, timeoutMs: number): boolean {
    const now = performance.now();
    this.failingSince ??= now;
    if (now - this.failingSince >= timeoutMs) return false;
    this.timer = setTimeout(attempt, this.pauseMs * (1 - JITTER + 2 * JITTER * Math.random()));
    this.pauseMs = Math.min(2 * this.pauseMs, LONGEST_PAUSE_MS);
    return true;
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
