import type { Clock } from '@ecogrid/service';
import { newPeriod, type Period } from './period.entity.ts';
import type { PeriodRepository } from './period.repository.ts';
import { nextPeriodCode, periodCodeOf } from './period.rule.ts';

/** Finds the period of a request, and the one that takes an entry. */
export class PeriodService {
  constructor(
    private readonly periods: PeriodRepository,
    private readonly clock: Clock,
  ) {}

  currentCode(): string {
    return periodCodeOf(this.clock.now());
  }

  /** The period that an entry for a fact of this moment belongs to: its own month, or the next one that is open. */
  async openFor(moment: Date): Promise<string> {
    const code = await this.takes(moment);
    await this.ensure(code);
    return code;
  }

  /** The same without a row for it; see {@link ensure}. */
  async takes(moment: Date): Promise<string> {
    let code = periodCodeOf(moment);
    const closed = new Set(await this.periods.closedFrom(code));
    while (closed.has(code)) code = nextPeriodCode(code);
    return code;
  }

  /** The row of a period that takes entries. */
  ensure(code: string): Promise<void> {
    return this.periods.ensure(code);
  }

  /** Every period that has entries, and the current one; the newest first. */
  async list(): Promise<Period[]> {
    const kept = await this.periods.newestFirst();
    const current = this.currentCode();
    const all = kept.some(({ code }) => code === current) ? kept : [...kept, newPeriod(current)];
    return all.sort((a, b) => (a.code < b.code ? 1 : -1));
  }
}
