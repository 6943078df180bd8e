import { newId, type Database } from '@ecogrid/database';
import { BackgroundJob, type Clock, type Logger } from '@ecogrid/service';
import { nextWorkingMoment, type WorkCalendars } from '@ecogrid/work-time';
import { BOUNDS } from './bounds.ts';
import type { PlannedTimer } from './planned-timer.entity.ts';
import type { PlannedTimerRepository } from './planned-timer.repository.ts';

interface Parts<Row extends PlannedTimer> {
  /** Names the background job. */
  readonly name: string;
  readonly database: Database;
  readonly timers: PlannedTimerRepository<Row>;
  readonly workCalendars: WorkCalendars;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * The effects of rows, in the transaction that claims them.
   * @returns the rows whose object is gone: they have no effects, and end.
   */
  readonly fire: (claimed: readonly Row[]) => Promise<readonly Row[]>;
}

const { claimedAtOnce, lookEveryMs, postponedMs } = BOUNDS.timers;

/**
 * Lets planned rows take effect when their time has come. Any number of these may run on one database, and each may be
 * killed at any moment: a row and its effects are one transaction, begun by claiming the row (docs/decisions/0027).
 */
export class TimerScheduler<Row extends PlannedTimer> {
  constructor(private readonly parts: Parts<Row>) {}

  job(): BackgroundJob {
    const { name, logger } = this.parts;
    const work = (signal: AbortSignal): Promise<number | undefined> => this.round(signal);
    return new BackgroundJob({ name, logger, everyMs: lookEveryMs, work });
  }

  /** Fires all that is due. @returns the milliseconds until the next row is due; undefined when none is planned. */
  async round(signal?: AbortSignal): Promise<number | undefined> {
    for (;;) {
      const due = signal?.aborted ? [] : await this.due();
      if (due.length === 0) return this.untilNext();
      await this.fireAll(due);
    }
  }

  private async due(): Promise<string[]> {
    const { timers, workCalendars, clock } = this.parts;
    const now = clock.now();
    const office = await workCalendars.current(false);
    const isOpen = nextWorkingMoment(office, now).getTime() === now.getTime();
    return timers.due(now, isOpen, claimedAtOnce);
  }

  /** A row whose effects fail must not keep the others back. */
  private async fireAll(ids: readonly string[]): Promise<void> {
    try {
      await this.fire(ids);
    } catch (error) {
      const { logger, name: job } = this.parts;
      logger.warn({ job, error: String(error) }, 'timers fire one by one');
      for (const id of ids) await this.fire([id]).catch((reason: unknown) => this.postpone(id, reason));
    }
  }

  private async postpone(id: string, reason: unknown): Promise<void> {
    const { database, timers, clock, logger, name: job } = this.parts;
    logger.error({ job, timer: id, error: String(reason) }, 'a timer could not fire');
    const later = new Date(clock.now().getTime() + postponedMs);
    await database.transaction(() => timers.postpone(id, later));
  }

  private async fire(ids: readonly string[]): Promise<void> {
    const { database, timers, clock, logger, name: job, fire } = this.parts;
    const gone = await database.transaction(async () => {
      const claimed = await timers.claim(ids, newId(), clock.now());
      const ended = claimed.length > 0 ? await fire(claimed) : [];
      await timers.end(ended);
      return ended;
    });
    for (const { id: timer, thing, thingId } of gone)
      logger.error({ job, timer, thing, thingId }, 'a timer ended: its object is gone');
  }

  private async untilNext(): Promise<number | undefined> {
    const { timers, workCalendars, clock } = this.parts;
    const now = clock.now();
    const [urgent, usual] = await Promise.all([timers.next(true), timers.next(false)]);
    const office = await workCalendars.current(false);
    const opens = usual && nextWorkingMoment(office, usual < now ? now : usual);
    const moments = [urgent, opens].flatMap((at) => (at ? [at.getTime() - now.getTime()] : []));
    return moments.length === 0 ? undefined : Math.max(0, Math.min(...moments));
  }
}
