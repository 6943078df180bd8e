import { shanghaiMidnight } from '@ecogrid/service';
import {
  addWorkMinutes,
  dueOf,
  nextWorkingMoment,
  warningTimesOf,
  type TimeSegment,
  type WorkCalendar,
} from '@ecogrid/work-time';
import type { DeadlineNotice } from './deadline-notice.entity.ts';
import type { DeadlinePolicy } from './deadline-policy.entity.ts';

/** A notice as the rules see it: kind and time. */
export type PlannedNotice = Pick<DeadlineNotice, 'kind' | 'count' | 'escalationLevel' | 'dueAt'>;
export type SentNotice = PlannedNotice & Pick<DeadlineNotice, 'sentAt'>;

export interface RunningClock {
  readonly promiseMinutes: number;
  readonly segments: readonly TimeSegment[];
}

const WARNINGS = { FRACTION: 'WARNING_FRACTION', LEAD: 'WARNING_LEAD' } as const;

/**
 * The outstanding notices of a clock: each warning once, then the overdue notice. None during a pause. Notices that ought
 * to have gone out before now goes out at the next working moment.
 * @param sent the notices already sent for this run of the clock with this promise
 */
export function clockPlan(
  calendar: WorkCalendar,
  policy: DeadlinePolicy,
  { promiseMinutes, segments }: RunningClock,
  sent: readonly SentNotice[],
  now: Date,
): PlannedNotice[] {
  const due = dueOf(calendar, promiseMinutes, segments);
  if (due === null) return [];
  const warn = { fraction: policy.warnPercent / 100, leadMinutes: policy.warnLeadMinutes };
  const warnings = warningTimesOf(calendar, promiseMinutes, segments, warn)
    .map(({ kind, at }) => notice(WARNINGS[kind], workingFrom(calendar, at, now)))
    .filter(({ kind }) => !sent.some((each) => each.kind === kind));
  const last = sent
    .filter(({ kind }) => kind === 'OVERDUE')
    .toSorted((a, b) => a.count - b.count)
    .at(-1);
  const overdue = last ? overdueAfter(calendar, policy, last) : overdueNotice(policy, due, 1);
  return [...warnings, { ...overdue, dueAt: workingFrom(calendar, overdue.dueAt, now) }];
}

/** The next overdue notice: later by the policy's interval, one level higher. */
export function overdueAfter(
  calendar: WorkCalendar,
  policy: DeadlinePolicy,
  { count, sentAt, dueAt }: SentNotice,
): PlannedNotice {
  const at = addWorkMinutes(calendar, sentAt ?? dueAt, policy.escalateEveryMinutes);
  return overdueNotice(policy, nextWorkingMoment(calendar, at), count + 1);
}

/** The notices of an unacknowledged ticket: first an e-mail, then a call. */
export function unacknowledgedPlan(
  calendar: WorkCalendar,
  policy: DeadlinePolicy,
  issuedAt: Date,
  sent: readonly SentNotice[],
): PlannedNotice[] {
  if (sent.some(({ kind }) => kind === 'UNACKNOWLEDGED_PHONE')) return [];
  const mail = sent.find(({ kind }) => kind === 'UNACKNOWLEDGED_MAIL');
  if (mail) return [phoneAfter(calendar, policy, mail)];
  const at = addWorkMinutes(calendar, issuedAt, policy.acknowledgeMinutes);
  return [notice('UNACKNOWLEDGED_MAIL', nextWorkingMoment(calendar, at))];
}

export function phoneAfter(
  calendar: WorkCalendar,
  policy: DeadlinePolicy,
  { sentAt, dueAt }: SentNotice,
): PlannedNotice {
  const at = addWorkMinutes(calendar, sentAt ?? dueAt, policy.phoneAfterMinutes);
  return notice('UNACKNOWLEDGED_PHONE', nextWorkingMoment(calendar, at));
}

/** The notice of a look-back goes out at the first working minute of its day, `YYYY-MM-DD`. */
export function lookBackPlan(calendar: WorkCalendar, dueOn: string): PlannedNotice {
  return notice('LOOK_BACK_DUE', nextWorkingMoment(calendar, shanghaiMidnight(dueOn)));
}

function overdueNotice({ escalationLevels }: DeadlinePolicy, dueAt: Date, count: number): PlannedNotice {
  return {
    kind: 'OVERDUE',
    count,
    escalationLevel: escalationLevels[Math.min(count, escalationLevels.length) - 1] ?? null,
    dueAt,
  };
}

function notice(kind: PlannedNotice['kind'], dueAt: Date): PlannedNotice {
  return { kind, count: 1, escalationLevel: null, dueAt };
}

/** The first working moment that is neither before the one meant nor in the past. */
function workingFrom(calendar: WorkCalendar, at: Date, now: Date): Date {
  return nextWorkingMoment(calendar, at < now ? now : at);
}
