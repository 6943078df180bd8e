import { newId, type Database } from '@ecogrid/database';
import { shanghaiDay, shanghaiMidnight, type Clock } from '@ecogrid/service';
import type { WorkCalendar, WorkCalendars } from '@ecogrid/work-time';
import type { DeadlineNotice } from './deadline-notice.entity.ts';
import type { DeadlineNoticeRepository } from './deadline-notice.repository.ts';
import type { DeadlinePolicy } from './deadline-policy.entity.ts';
import type { DeadlinePolicyRepository } from './deadline-policy.repository.ts';
import {
  clockPlan,
  lookBackPlan,
  unacknowledgedPlan,
  type PlannedNotice,
  type RunningClock,
} from './plan.rule.ts';

interface Parts {
  readonly database: Database;
  readonly notices: DeadlineNoticeRepository;
  readonly policies: DeadlinePolicyRepository;
  readonly workCalendars: WorkCalendars;
  readonly clock: Clock;
}

/** The fields of a notice that its subject determines. */
export type Subject = Pick<
  DeadlineNotice,
  'thing' | 'thingId' | 'caseId' | 'categoryCode' | 'organizationCode' | 'gridCode'
>;

export interface WatchedClock extends RunningClock {
  readonly subject: Subject;
  readonly isUrgent: boolean;
  readonly calendarVersion: string | null;
  readonly deadlineAt: Date;
  /** Since when this run of the clock counts. */
  readonly startedAt: Date;
  /** The start of the wait for an acknowledgement; null without one. */
  readonly unacknowledgedSince: Date | null;
}

/** Plans the notices of a deadline, inside the unit of work of the change of its clock. */
export class NoticePlanner {
  private wake: () => void = () => undefined;

  constructor(private readonly parts: Parts) {}

  /** Called after each commit that planned something. */
  whenPlanned(wake: () => void): void {
    this.wake = wake;
  }

  async clear(subject: Pick<Subject, 'thing' | 'thingId'>): Promise<void> {
    await this.parts.notices.clear(subject);
  }

  async relocate(caseId: string, gridCode: string): Promise<void> {
    await this.parts.notices.relocate(caseId, gridCode);
  }

  /** Replaces the timers of a clock by those that follow from it now. A sent one stays sent. */
  async replan(watched: WatchedClock): Promise<void> {
    const { notices, policies, workCalendars, clock } = this.parts;
    const { subject } = watched;
    // First: this waits for a concurrent sender of one of the rows, so that the next read sees its result.
    await notices.clear(subject);
    const calendar = await workCalendars.named(watched.calendarVersion, watched.isUrgent);
    const now = clock.now();
    const policy = (await policies.on(shanghaiDay(now)))(subject.categoryCode);
    const sent = await notices.sent(subject, cycleOf(watched));
    await this.insert(noticesOf(watched, calendar, policy, sent, now));
  }

  /** Plans the notices of new clocks, which have no notices yet. */
  async plan(fresh: readonly WatchedClock[]): Promise<void> {
    const { policies, workCalendars, clock } = this.parts;
    const now = clock.now();
    const policyOf = await policies.on(shanghaiDay(now));
    const planned: DeadlineNotice[] = [];
    for (const watched of fresh) {
      const calendar = await workCalendars.named(watched.calendarVersion, watched.isUrgent);
      planned.push(...noticesOf(watched, calendar, policyOf(watched.subject.categoryCode), [], now));
    }
    await this.insert(planned);
  }

  /** Removes the planned notices about a missing acknowledgement. */
  async acknowledged(subject: Pick<Subject, 'thing' | 'thingId'>): Promise<void> {
    await this.parts.notices.clear(subject, ['UNACKNOWLEDGED_MAIL', 'UNACKNOWLEDGED_PHONE']);
  }

  async lookBack(subject: Subject, dueOn: string): Promise<void> {
    const calendar = await this.parts.workCalendars.current(false);
    const about = { cycle: dueOn, deadlineAt: shanghaiMidnight(dueOn), isAroundTheClock: false };
    await this.insert([pendingNotice(lookBackPlan(calendar, dueOn), { ...subject, ...about })]);
  }

  private async insert(planned: readonly DeadlineNotice[]): Promise<void> {
    await this.parts.notices.insert(planned);
    this.parts.database.afterCommit(() => this.wake());
  }
}

/** Names one run of a clock with one promise. A notice of a run is sent once. */
function cycleOf({ startedAt, promiseMinutes }: WatchedClock): string {
  return `${startedAt.getTime()}+${promiseMinutes}`;
}

/** The notices of a clock that are still to be sent. `sent` holds the earlier notices of this run. */
function noticesOf(
  watched: WatchedClock,
  calendar: WorkCalendar,
  policy: DeadlinePolicy,
  sent: readonly DeadlineNotice[],
  now: Date,
): DeadlineNotice[] {
  const { subject, deadlineAt, isUrgent: isAroundTheClock, unacknowledgedSince } = watched;
  const planned = clockPlan(calendar, policy, watched, sent, now);
  if (unacknowledgedSince) planned.push(...unacknowledgedPlan(calendar, policy, unacknowledgedSince, sent));
  const about = { ...subject, cycle: cycleOf(watched), deadlineAt, isAroundTheClock };
  return planned.map((each) => pendingNotice(each, about));
}

export function pendingNotice(
  { kind, count, escalationLevel, dueAt }: PlannedNotice,
  about: Subject & Pick<DeadlineNotice, 'cycle' | 'deadlineAt' | 'isAroundTheClock'>,
): DeadlineNotice {
  const { thing, thingId, caseId, categoryCode, organizationCode, gridCode } = about;
  const { cycle, deadlineAt, isAroundTheClock } = about;
  return {
    id: newId(),
    thing,
    thingId,
    caseId,
    categoryCode,
    organizationCode,
    gridCode,
    cycle,
    deadlineAt,
    isAroundTheClock,
    kind,
    count,
    escalationLevel,
    dueAt,
    state: 'PENDING',
    sentAt: null,
    claim: null,
  };
}
