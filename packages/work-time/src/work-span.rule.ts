import type { WorkCalendar } from './work-calendar.ts';

/** A stretch of working time in epoch milliseconds: `[start, end)`. */
export interface WorkSpan {
  readonly start: number;
  readonly end: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Longer than any real closure; a calendar idle for so long has no working time at all. */
const MAX_IDLE_DAYS = 400;
const MAX_CACHED_DAYS = 20_000;

const decided = new WeakMap<WorkCalendar, Map<number, boolean>>();

/** Working time from `at` on, in order; the first span is cut at `at`. Ends only if the calendar has no work. */
export function* spansFrom(calendar: WorkCalendar, at: number): Generator<WorkSpan> {
  for (const day of workdays(calendar, dayOf(calendar, at), 1)) {
    for (const span of spansOf(calendar, day)) {
      if (span.end > at) yield { start: Math.max(span.start, at), end: span.end };
    }
  }
}

/** Working time before `at`, latest first; the first span is cut at `at`. */
export function* spansBefore(calendar: WorkCalendar, at: number): Generator<WorkSpan> {
  for (const day of workdays(calendar, dayOf(calendar, at), -1)) {
    for (const span of spansOf(calendar, day).reverse()) {
      if (span.start < at) yield { start: span.start, end: Math.min(span.end, at) };
    }
  }
}

function* workdays(calendar: WorkCalendar, first: number, step: 1 | -1): Generator<number> {
  for (let day = first, idle = 0; idle < MAX_IDLE_DAYS; day += step, idle += 1) {
    if (!isWorkday(calendar, day)) continue;
    idle = 0;
    yield day;
  }
}

function spansOf(calendar: WorkCalendar, day: number): WorkSpan[] {
  const midnight = day * DAY - calendar.utcOffsetMinutes * MINUTE;
  return calendar.sessions.map(({ startMinute, endMinute }) => ({
    start: midnight + startMinute * MINUTE,
    end: midnight + endMinute * MINUTE,
  }));
}

/** Local days since 1970-01-01. */
function dayOf(calendar: WorkCalendar, at: number): number {
  return Math.floor((at + calendar.utcOffsetMinutes * MINUTE) / DAY);
}

function isWorkday(calendar: WorkCalendar, day: number): boolean {
  const cache = cacheOf(calendar);
  const known = cache.get(day);
  if (known !== undefined) return known;
  if (cache.size >= MAX_CACHED_DAYS) cache.clear();
  const decision = decide(calendar, day);
  cache.set(day, decision);
  return decision;
}

function decide(calendar: WorkCalendar, day: number): boolean {
  // Without hours no day is worked; else the walk over days would find nothing and never end.
  if (calendar.sessions.length === 0) return false;
  const local = new Date(day * DAY);
  const noticed = calendar.decisions.get(local.toISOString().slice(0, 10));
  return noticed ?? calendar.workingWeekdays.includes(local.getUTCDay());
}

function cacheOf(calendar: WorkCalendar): Map<number, boolean> {
  const cache = decided.get(calendar) ?? new Map<number, boolean>();
  decided.set(calendar, cache);
  return cache;
}
