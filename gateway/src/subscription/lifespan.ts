import type { Session } from '../auth/session.ts';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How long a connection may be written to: until its token ends. */
export class Lifespan {
  private expiresAt = Number.POSITIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  /** @param expired called at the end, or somewhat later when the process stood still. */
  constructor(private readonly expired: () => void) {}

  begin({ principal }: Session): void {
    if (!principal) return;
    this.expiresAt = principal.expiresAt;
    const inMs = Math.min(Math.max(this.expiresAt - Date.now(), 0), LONGEST_TIMER_MS);
    this.timer = setTimeout(this.expired, inMs).unref();
  }

  /** Exact, when the timer is late. */
  get isOver(): boolean {
    return this.expiresAt <= Date.now();
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
