import { createHash } from 'node:crypto';
import { EcoGridError } from '@ecogrid/errors';
import { BackgroundJob, type Clock, type Logger } from '@ecogrid/service';
import type { AllowanceRepository } from './allowance.repository.ts';

export interface PublicReportLimits {
  /** Anonymous reports in an hour from one address. */
  readonly perClient: number;
  /** And from all together: many addresses must not drown the desk either. */
  readonly inAll: number;
}

interface Parts {
  readonly allowances: AllowanceRepository;
  readonly clock: Clock;
  readonly publicReportLimits: PublicReportLimits;
}

const HOUR_MS = 3_600_000;
/** Stands for all addresses; a digest is longer. */
const ALL_ADDRESSES = '*';
/** Callers without a known address share one allowance. */
const NOWHERE = 'unknown';

/**
 * Anonymous reports are limited in rate. An allowance that is used is counted in the transaction of the report: every
 * instance counts together, a restart forgets nothing, and a refused or repeated report uses nothing.
 */
export class PublicReports {
  constructor(private readonly parts: Parts) {}

  /**
   * To be called before the unit of work in which a report is taken.
   * @returns a function that takes it, to be called inside; it throws EcoGridError RATE_LIMITED when there is none to
   * take.
   */
  async open(client = NOWHERE): Promise<() => Promise<void>> {
    const { allowances, publicReportLimits: limits } = this.parts;
    const hour = this.hour();
    const digest = createHash('sha256').update(`${hour} ${client}`).digest('base64url');
    for (const each of [digest, ALL_ADDRESSES]) await allowances.open(hour, each);
    return async () => {
      // The address first: a client that is refused for it does not hold up the others.
      if (!(await allowances.take(hour, digest, limits.perClient))) throw this.refusal();
      if (!(await allowances.take(hour, ALL_ADDRESSES, limits.inAll))) throw this.refusal();
    };
  }

  /** Addresses are not kept beyond their hour. */
  forgetting(logger: Logger): BackgroundJob {
    const work = (): Promise<void> => this.parts.allowances.forget(this.hour());
    return new BackgroundJob({ name: 'allowances of the public', logger, everyMs: HOUR_MS, work });
  }

  private hour(): number {
    return Math.floor(this.parts.clock.now().getTime() / HOUR_MS);
  }

  private refusal(): EcoGridError {
    const msLeft = HOUR_MS - (this.parts.clock.now().getTime() % HOUR_MS);
    return new EcoGridError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(msLeft / 1_000) });
  }
}
