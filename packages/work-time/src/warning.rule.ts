import { type TimeSegment, dueOf } from './clock.rule.ts';
import type { WorkCalendar } from './work-calendar.ts';
import { nextWorkingMoment } from './work-time.rule.ts';

/** When to warn: at a share of the promise, and a fixed lead before due. */
export interface WarningPolicy {
  /** Share of the promise used up, above 0 and below 1; 0.75 by custom. */
  readonly fraction: number;
  /** Working minutes before due, above 0. */
  readonly leadMinutes: number;
}

/** One warning before due (预警): why, and when it goes out. */
export interface DeadlineWarning {
  readonly kind: 'FRACTION' | 'LEAD';
  readonly at: Date;
}

/**
 * The warnings of a clock that runs without a pause; see {@link warningTimesOf}.
 * @throws RangeError for a policy or minutes out of range
 */
export function warningTimes(
  calendar: WorkCalendar,
  startedAt: Date,
  promiseMinutes: number,
  policy: WarningPolicy,
): DeadlineWarning[] {
  return warningTimesOf(calendar, promiseMinutes, [{ startedAt, endedAt: null, state: 'RUNNING' }], policy);
}

/**
 * The warnings of a clock, earliest first, each inside working hours, never before the start and always before
 * due. One that would fall outside goes out at the next working minute: at a session's end, when the next session
 * starts. None while paused (they move with the due time) and none for a promise of zero minutes.
 * @throws RangeError for a policy or minutes out of range, or malformed segments (see `elapsedWorkMinutes`)
 */
export function warningTimesOf(
  calendar: WorkCalendar,
  promiseMinutes: number,
  segments: readonly TimeSegment[],
  policy: WarningPolicy,
): DeadlineWarning[] {
  refuseMalformed(policy);
  if (promiseMinutes === 0) return [];
  const used = [
    { kind: 'FRACTION', minutes: promiseMinutes * policy.fraction },
    // A lead longer than the promise would warn before the start.
    { kind: 'LEAD', minutes: Math.max(0, promiseMinutes - policy.leadMinutes) },
  ] as const;
  return used
    .flatMap(({ kind, minutes }) => {
      const at = dueOf(calendar, minutes, segments);
      return at === null ? [] : [{ kind, at: nextWorkingMoment(calendar, at) }];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function refuseMalformed({ fraction, leadMinutes }: WarningPolicy): void {
  if (!(fraction > 0 && fraction < 1))
    throw new RangeError(`the fraction must be between 0 and 1, got ${fraction}`);
  if (!(leadMinutes > 0)) throw new RangeError(`the lead must be above 0 minutes, got ${leadMinutes}`);
}
