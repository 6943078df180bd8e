import { newId, type Database } from '@ecogrid/database';
import type { Outbox } from '@ecogrid/events';
import { BackgroundJob, shanghaiDay, type Clock, type Logger } from '@ecogrid/service';
import { type WorkCalendars, nextWorkingMoment } from '@ecogrid/work-time';
import type { CaseRepository } from '../../case/index.ts';
import type { TicketRepository } from '../../dispatch/index.ts';
import type { DeadlineNotice } from './deadline-notice.entity.ts';
import type { DeadlineNoticeRepository } from './deadline-notice.repository.ts';
import type { DeadlinePolicyRepository } from './deadline-policy.repository.ts';
import { noticeEvent, type SentNotice } from './notice.event.ts';
import { pendingNotice } from './notice.planner.ts';
import { overdueAfter, phoneAfter } from './plan.rule.ts';

/** The effects of sent notices, in their transaction: a line of history, an e-mail, a phone reminder. */
export interface NoticeEffect {
  apply(notices: readonly SentNotice[]): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly notices: DeadlineNoticeRepository;
  readonly policies: DeadlinePolicyRepository;
  readonly tickets: TicketRepository;
  readonly cases: CaseRepository;
  readonly workCalendars: WorkCalendars;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly effects: readonly NoticeEffect[];
}

/** As many as a transaction holds without keeping others waiting. */
const BATCH = 100;
/** How long others' work can go unseen: that of a process which died right after its commit. */
const LONGEST_REST_MS = 30_000;
const POSTPONED_MS = 5 * 60_000;

/**
 * Sends what is planned when its time has come. Any number of these may run on one database, and each may be killed at
 * any moment: a notice, what follows from it and its event are one transaction, begun by taking the notice.
 */
export class NoticeScheduler {
  constructor(private readonly parts: Parts) {}

  job(): BackgroundJob {
    const { logger } = this.parts;
    const work = (signal: AbortSignal): Promise<number | undefined> => this.round(signal);
    return new BackgroundJob({ name: 'deadlines', logger, everyMs: LONGEST_REST_MS, work });
  }

  /** Sends all that is due. @returns the milliseconds until the next is; undefined when none is planned. */
  async round(signal?: AbortSignal): Promise<number | undefined> {
    for (;;) {
      const due = signal?.aborted ? [] : await this.due();
      if (due.length === 0) return this.untilNext();
      await this.sendAll(due);
    }
  }

  private async due(): Promise<string[]> {
    const { notices, workCalendars, clock } = this.parts;
    const now = clock.now();
    const office = await workCalendars.current(false);
    const isOpen = nextWorkingMoment(office, now).getTime() === now.getTime();
    return notices.due(now, isOpen, BATCH);
  }

  /** One that cannot be sent must not keep the others back. */
  private async sendAll(ids: readonly string[]): Promise<void> {
    try {
      await this.send(ids);
    } catch (error) {
      this.parts.logger.warn({ error: String(error) }, 'notices are sent one by one');
      for (const id of ids) await this.send([id]).catch((reason: unknown) => this.postpone(id, reason));
    }
  }

  private async postpone(id: string, reason: unknown): Promise<void> {
    const { database, notices, clock, logger } = this.parts;
    logger.error({ notice: id, error: String(reason) }, 'a deadline notice could not be sent');
    const later = new Date(clock.now().getTime() + POSTPONED_MS);
    await database.transaction(() => notices.postpone(id, later));
  }

  private send(ids: readonly string[]): Promise<void> {
    const { database, notices, outbox, clock, effects } = this.parts;
    return database.transaction(async () => {
      const claimed = await notices.claim(ids, newId(), clock.now());
      if (claimed.length === 0) return;
      const sent = await this.withStates(claimed);
      await notices.insert(await this.following(sent));
      for (const effect of effects) await effect.apply(sent);
      await outbox.announce(...sent.map((notice) => noticeEvent(notice)));
    });
  }

  private async withStates(notices: readonly DeadlineNotice[]): Promise<SentNotice[]> {
    const idsOf = (isTicket: boolean): string[] =>
      notices.filter(({ thing }) => (thing === 'TICKET') === isTicket).map(({ thingId }) => thingId);
    const [ticketIds, caseIds] = [idsOf(true), idsOf(false)];
    const found = [
      ...(ticketIds.length > 0 ? await this.parts.tickets.some(ticketIds) : []),
      ...(caseIds.length > 0 ? await this.parts.cases.some(caseIds) : []),
    ];
    const states = new Map(found.map(({ id, state }) => [id, state]));
    return notices.map((notice) => {
      const thingState = states.get(notice.thingId);
      if (!thingState) throw new Error(`the ${notice.thing} of notice ${notice.id} is gone`);
      return { ...notice, thingState };
    });
  }

  private async following(sent: readonly DeadlineNotice[]): Promise<DeadlineNotice[]> {
    const { policies, workCalendars, clock } = this.parts;
    const lookup = await policies.on(shanghaiDay(clock.now()));
    const [urgent, office] = [await workCalendars.current(true), await workCalendars.current(false)];
    return sent.flatMap((notice) => {
      const calendar = notice.isAroundTheClock ? urgent : office;
      const planned = FOLLOWING[notice.kind]?.(calendar, lookup(notice.categoryCode), notice);
      return planned ? [pendingNotice(planned, notice)] : [];
    });
  }

  private async untilNext(): Promise<number | undefined> {
    const { notices, workCalendars, clock } = this.parts;
    const now = clock.now();
    const [urgent, usual] = await Promise.all([notices.next(true), notices.next(false)]);
    const office = await workCalendars.current(false);
    const opens = usual && nextWorkingMoment(office, usual < now ? now : usual);
    const moments = [urgent, opens].flatMap((at) => (at ? [at.getTime() - now.getTime()] : []));
    return moments.length === 0 ? undefined : Math.max(0, Math.min(...moments));
  }
}

const FOLLOWING: Partial<Record<DeadlineNotice['kind'], typeof overdueAfter>> = {
  OVERDUE: overdueAfter,
  UNACKNOWLEDGED_MAIL: phoneAfter,
};
