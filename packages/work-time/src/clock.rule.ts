import { advance, measure, millisecondsOf } from './work-time.rule.ts';
import type { WorkCalendar } from './work-calendar.ts';

/**
 * A stretch of a business or step clock (计时段): it ran or it stood still (挂账). `endedAt` is null for the
 * stretch that goes on. The stretches of one clock do not overlap; time between them is not counted.
 */
export interface TimeSegment {
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly state: 'RUNNING' | 'PAUSED';
}

const MINUTE = 60_000;

/**
 * Working minutes the clock has run until `now`. Only running stretches add; pauses are never subtracted, so a
 * pause over a weekend cannot count twice.
 * @throws RangeError when stretches overlap, end before they start, or go on before a later one
 */
export function elapsedWorkMinutes(
  calendar: WorkCalendar,
  segments: readonly TimeSegment[],
  now: Date,
): number {
  const total = runningOf(inOrder(segments)).reduce((sum, { startedAt, endedAt }) => {
    const [start, end] = [startedAt.getTime(), Math.min((endedAt ?? now).getTime(), now.getTime())];
    return end > start ? sum + measure(calendar, start, end) : sum;
  }, 0);
  return total / MINUTE;
}

/**
 * When the promise runs out, given how the clock ran. Nothing of a pause is stored in the due time, so a promise
 * changed while paused keeps the pause. A promise that ran out before a later pause keeps its past due time.
 * @returns null while paused ({@link elapsedWorkMinutes} shows whether it was overdue) and before the
 * first start; for a clock stopped for good (its last stretch ran and ended) the due time it would have had
 * @throws RangeError as {@link elapsedWorkMinutes}, and for minutes out of the range of `addWorkMinutes`
 */
export function dueOf(
  calendar: WorkCalendar,
  promiseMinutes: number,
  segments: readonly TimeSegment[],
): Date | null {
  const ordered = inOrder(segments);
  const last = ordered.at(-1);
  if (last?.state !== 'RUNNING') return null;
  let left = millisecondsOf(promiseMinutes);
  for (const segment of runningOf(ordered)) {
    const capacity = segment === last ? Infinity : lengthOf(calendar, segment);
    if (left <= capacity) return new Date(advance(calendar, segment.startedAt.getTime(), left));
    left -= capacity;
  }
  return null;
}

function lengthOf(calendar: WorkCalendar, { startedAt, endedAt }: TimeSegment): number {
  return endedAt === null ? Infinity : measure(calendar, startedAt.getTime(), endedAt.getTime());
}

function runningOf(segments: readonly TimeSegment[]): TimeSegment[] {
  return segments.filter(({ state }) => state === 'RUNNING');
}

function inOrder(segments: readonly TimeSegment[]): TimeSegment[] {
  const ordered = segments.toSorted(
    (a, b) => a.startedAt.getTime() - b.startedAt.getTime() || endOf(a) - endOf(b),
  );
  ordered.forEach((segment, index) => refuseMalformed(segment, ordered[index + 1]));
  return ordered;
}

function refuseMalformed(segment: TimeSegment, next: TimeSegment | undefined): void {
  const start = segment.startedAt.toISOString();
  if (endOf(segment) < segment.startedAt.getTime()) {
    throw new RangeError(`the clock segment of ${start} ends before it starts`);
  }
  if (next !== undefined && endOf(segment) > next.startedAt.getTime()) {
    throw new RangeError(`the clock segment of ${start} overlaps that of ${next.startedAt.toISOString()}`);
  }
}

function endOf({ endedAt }: TimeSegment): number {
  return endedAt === null ? Infinity : endedAt.getTime();
}
