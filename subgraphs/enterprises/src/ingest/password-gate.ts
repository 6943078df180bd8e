import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { BOUNDS } from '../bounds.ts';
import { isPassword, UNKNOWN_DEVICE_HASH } from '../device/index.ts';

export interface PasswordGateOptions {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Guesses that may wait to be judged; a guess beyond them is refused unjudged, and a device sends again. */
  readonly waiting?: number;
}

/** A sender that asks to be believed. */
export interface Claim {
  readonly mn: string;
  readonly password: string;
  readonly address: string;
}

interface Failures {
  count: number;
  /** When the next guess may be judged. */
  until: number;
}

const { firstPauseMs, longestPauseMs, devicesOfAddress, rememberedFailures, waitingGuesses } =
  BOUNDS.passwords;

/**
 * Judges passwords. One that was right is known again by a fast hash under a key of this process, so that the packets
 * of a device cost no scrypt. Guesses are judged one after another, an unknown device like a known one, and after a
 * failure the next guess of that address for that device waits: 250 ms at first, then twice as long each time.
 */
export class PasswordGate {
  private readonly key = randomBytes(32).toString('hex');
  private readonly proven = new Map<string, Buffer>();
  /** No digest: so that an unproven device is compared, too. */
  private readonly unproven = randomBytes(32);
  private readonly failures = new Map<string, Failures>();
  private queue: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly options: PasswordGateOptions) {}

  /** @param hashed the device's; undefined when there is no such device. */
  async admits(claim: Claim, hashed: string | undefined): Promise<boolean> {
    const digest = hash('sha256', this.key + claim.password, 'buffer');
    if (timingSafeEqual(this.proven.get(hashed ?? UNKNOWN_DEVICE_HASH) ?? this.unproven, digest)) return true;
    if (this.waiting >= (this.options.waiting ?? waitingGuesses)) return false;
    this.waiting += 1;
    try {
      if (!(await this.judge(claim, hashed ?? UNKNOWN_DEVICE_HASH))) return false;
      if (hashed !== undefined) this.proven.set(hashed, digest);
      return true;
    } finally {
      this.waiting -= 1;
    }
  }

  private async judge({ mn, password, address }: Claim, hashed: string): Promise<boolean> {
    const name = `${address} ${mn}`;
    await this.rest(name, address);
    const judged = this.queue.then(() => isPassword(password, hashed));
    this.queue = judged.catch(() => undefined);
    const isRight = await judged;
    if (isRight) this.failures.delete(name);
    else this.fail(name, address);
    return isRight;
  }

  /** Looks again after each rest: another connection may have failed meanwhile. */
  private async rest(name: string, address: string): Promise<void> {
    for (;;) {
      const until = Math.max(this.failures.get(name)?.until ?? 0, this.failures.get(address)?.until ?? 0);
      const left = until - this.options.now();
      if (left <= 0) return;
      await this.options.pause(left);
    }
  }

  private fail(name: string, address: string): void {
    if (!this.failures.has(name)) this.count(address, devicesOfAddress);
    this.count(name, 0);
  }

  private count(name: string, free: number): void {
    const count = (this.failures.get(name)?.count ?? 0) + 1;
    const pause = count > free ? Math.min(firstPauseMs * 2 ** (count - free - 1), longestPauseMs) : 0;
    this.failures.delete(name);
    this.failures.set(name, { count, until: this.options.now() + pause });
    if (this.failures.size <= rememberedFailures) return;
    const [oldest] = this.failures.keys();
    if (oldest !== undefined) this.failures.delete(oldest);
  }
}
