import type { WorkCalendar } from './work-calendar.ts';
import { type WorkSpan, spansBefore, spansFrom } from './work-span.rule.ts';

const MINUTE = 60_000;
/** Nineteen years around the clock: no promise is longer, and a slip of units is noticed. */
const MAX_MINUTES = 10_000_000;

/**
 * The moment at which `minutes` of working time have passed since `start`.
 *
 * Session borders: a due time that uses a session up is that session's end, not the start of the next one
 * (12:00 rather than 13:30). Zero minutes give `start` itself, even at night.
 * @param minutes 0 to 10,000,000; fractions count to the millisecond
 * @throws RangeError on an invalid date, minutes out of range, or a calendar without working time
 */
export function addWorkMinutes(calendar: WorkCalendar, start: Date, minutes: number): Date {
  return new Date(advance(calendar, instantOf(start), millisecondsOf(minutes)));
}

/**
 * The moment from which `minutes` of working time remain until `from`.
 *
 * Session borders mirror {@link addWorkMinutes}: using a session up gives its start (08:30), not the end of the
 * one before. Zero minutes give `from` itself. Range and errors as there.
 */
export function subtractWorkMinutes(calendar: WorkCalendar, from: Date, minutes: number): Date {
  return new Date(rewind(calendar, instantOf(from), millisecondsOf(minutes)));
}

/**
 * Working minutes from `from` to `to`; negative when `to` is the earlier, so that the minutes left until a due
 * time turn negative when it is overdue. Fractions are exact to the millisecond.
 * @throws RangeError on an invalid date, or a calendar without working time
 */
export function workMinutesBetween(calendar: WorkCalendar, from: Date, to: Date): number {
  const [start, end] = [instantOf(from), instantOf(to)];
  return start <= end ? measure(calendar, start, end) / MINUTE : -measure(calendar, end, start) / MINUTE;
}

/**
 * `at` itself when inside working hours, else the start of the next session. A session's end is outside it:
 * 12:00 gives 13:30.
 * @throws RangeError on an invalid date, or a calendar without working time
 */
export function nextWorkingMoment(calendar: WorkCalendar, at: Date): Date {
  for (const span of spansFrom(calendar, instantOf(at))) return new Date(span.start);
  throw withoutWork(calendar);
}

/** {@link addWorkMinutes} in whole milliseconds, for rules that add up several stretches without rounding. */
export function advance(calendar: WorkCalendar, start: number, milliseconds: number): number {
  if (milliseconds === 0) return start;
  let left = milliseconds;
  for (const span of spansFrom(calendar, start)) {
    if (left <= lengthOf(span)) return span.start + left;
    left -= lengthOf(span);
  }
  throw withoutWork(calendar);
}

/** {@link workMinutesBetween} in milliseconds; expects `from <= to`. */
export function measure(calendar: WorkCalendar, from: number, to: number): number {
  let total = 0;
  for (const span of spansFrom(calendar, from)) {
    if (span.start >= to) return total;
    total += Math.min(span.end, to) - span.start;
  }
  throw withoutWork(calendar);
}

/** Whole milliseconds of a number of minutes; refuses a number that is no promise. */
export function millisecondsOf(minutes: number): number {
  const isInRange = minutes >= 0 && minutes <= MAX_MINUTES;
  if (!isInRange) throw new RangeError(`work minutes must be 0 to ${MAX_MINUTES}, got ${minutes}`);
  return Math.round(minutes * MINUTE);
}

function rewind(calendar: WorkCalendar, from: number, milliseconds: number): number {
  if (milliseconds === 0) return from;
  let left = milliseconds;
  for (const span of spansBefore(calendar, from)) {
    if (left <= lengthOf(span)) return span.end - left;
    left -= lengthOf(span);
  }
  throw withoutWork(calendar);
}

function lengthOf(span: WorkSpan): number {
  return span.end - span.start;
}

function instantOf(date: Date): number {
  const instant = date.getTime();
  if (Number.isNaN(instant)) throw new RangeError('a date is invalid');
  return instant;
}

function withoutWork(calendar: WorkCalendar): RangeError {
  return new RangeError(`the calendar ${calendar.version} has no working time`);
}
