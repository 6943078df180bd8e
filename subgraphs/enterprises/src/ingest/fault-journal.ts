import type { ReportedFault } from '@ecogrid/hj212';
import type { Logger } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';

/** The faults of one address since its window opened. */
interface Window {
  readonly openedAt: number;
  logged: number;
  readonly counts: Map<string, number>;
}

const { loggedOfAddress, windowMs, addresses } = BOUNDS.faults;
const OTHERS = 'others';

/**
 * Writes faults to the log so that garbage fills it no faster than five lines and a sum a minute for each address. The
 * listener quotes the received text without the password; nothing else of a packet is logged.
 */
export class FaultJournal {
  private readonly windows = new Map<string, Window>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly logger: Logger) {
    this.timer = setInterval(() => this.endWindows(Date.now()), windowMs).unref();
  }

  take(fault: ReportedFault, now = Date.now()): void {
    const address = this.nameOf(fault.remoteAddress ?? 'none');
    const window = this.windowOf(address, now);
    if (window.logged < loggedOfAddress) {
      window.logged += 1;
      this.log(fault);
    } else window.counts.set(fault.reason, (window.counts.get(fault.reason) ?? 0) + 1);
  }

  /** Tells the sums of the windows that are over. */
  endWindows(now: number): void {
    for (const [address, window] of this.windows) {
      if (now - window.openedAt >= windowMs) this.end(address, window);
    }
  }

  /** Logs the rest. */
  close(): void {
    clearInterval(this.timer);
    for (const [address, window] of this.windows) this.end(address, window);
  }

  private nameOf(address: string): string {
    return this.windows.has(address) || this.windows.size < addresses ? address : OTHERS;
  }

  private windowOf(address: string, now: number): Window {
    const open = this.windows.get(address);
    if (open && now - open.openedAt < windowMs) return open;
    if (open) this.end(address, open);
    const window = { openedAt: now, logged: 0, counts: new Map<string, number>() };
    this.windows.set(address, window);
    return window;
  }

  private end(remoteAddress: string, { counts }: Window): void {
    this.windows.delete(remoteAddress);
    if (counts.size === 0) return;
    this.logger.warn(
      { remoteAddress, faults: Object.fromEntries(counts) },
      'more HJ 212 input of this address was not taken',
    );
  }

  private log({ cause, ...fault }: ReportedFault): void {
    const fields = {
      ...fault,
      ...(cause !== undefined && { cause: cause instanceof Error ? cause.message : typeof cause }),
    };
    if (fault.reason === 'HANDLER_FAILED') {
      this.logger.error(fields, 'a packet could not be stored; the device sends again');
    } else this.logger.warn(fields, 'HJ 212 input was not taken');
  }
}
