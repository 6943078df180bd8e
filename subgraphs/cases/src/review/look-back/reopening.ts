import { personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { type WorkCalendars, dueOf } from '@ecogrid/work-time';
import type { ClockSegmentRepository } from '../../worktime/index.ts';
import type { Case, CaseChanges } from '../../case/index.ts';
import type { LookBackRepository } from './look-back.repository.ts';
import { scheduledLookBack } from './look-back.schedule.ts';

interface Parts {
  readonly changes: CaseChanges;
  readonly lookBacks: LookBackRepository;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
  readonly clock: Clock;
}

/** The effects of a failed look-back: its case is reopened, linked to it, and announced for scoring. */
export class Reopening {
  constructor(private readonly parts: Parts) {}

  /**
   * The post-supervision group found that what was put right does not last: the look-back that is due fails by it, or
   * one of today. @returns the id of the look-back.
   */
  async byInspection(actor: Actor, subject: Case, note: string | null): Promise<string> {
    const { changes, lookBacks } = this.parts;
    const id = await this.lookBackOf(subject);
    const set = { lookBackDueOn: null, ...(await this.state(subject, id)) };
    const { version } = subject;
    const change = { action: 'failInspection', to: 'REOPENED', version, set, note } as const;
    const done = await changes.follow(actor, subject, change);
    const recorded = { note, recordedBy: personOf(actor), recordedAt: this.now() };
    await lookBacks.record(id, { state: 'FAILED', ...recorded });
    await this.announce(actor, done, id, note);
    return id;
  }

  /**
   * The state of a closed case after a failed look-back. The business clock continues: the rest at closing is available
   * now, the time between is not counted, and what was closed late stays late.
   */
  async state(subject: Case, reopenedByLookBackId: string): Promise<Partial<Case>> {
    const { clocks, workCalendars } = this.parts;
    const now = this.now();
    await clocks.start(subject.id, [null], now);
    const { isUrgent, closingMinutes, reopenCount } = subject;
    const calendar = await workCalendars.current(isUrgent);
    const segments = await clocks.ofBusiness(subject.id);
    const dueAt = closingMinutes === null ? subject.dueAt : dueOf(calendar, closingMinutes, segments);
    const again = { reopenedAt: now, reopenCount: reopenCount + 1, closedAt: null, checkerId: null };
    const clock = { dueAt, calendarVersion: calendar.version };
    return { ...again, ...clock, unmetCriteria: [], reopenedByLookBackId };
  }

  async announce(actor: Actor, subject: Case, lookBackId: string, note: string | null): Promise<void> {
    const { id: caseId, number, categoryCode, gridCode, enterpriseId, leadOrganizationCode } = subject;
    await this.parts.changes.announce('LookBackFailed', subject, {
      ...{ lookBackId, caseId, number, categoryCode, gridCode, enterpriseId, leadOrganizationCode, note },
      recordedBy: personOf(actor),
      at: this.now().toISOString(),
      count: subject.reopenCount,
    });
  }

  /** The look-back that is due; a case that has none gets one of today. */
  private async lookBackOf(subject: Case): Promise<string> {
    const { lookBacks } = this.parts;
    if (subject.lookBackDueOn !== null) return (await lookBacks.due(subject.id)).id;
    const added = scheduledLookBack({ ...subject, lookBackDueOn: shanghaiDay(this.now()) });
    if (!added) throw new Error(`case ${subject.id} is closed and lies in no grid`);
    await lookBacks.insert(added);
    return added.id;
  }

  private now(): Date {
    return this.parts.clock.now();
  }
}
