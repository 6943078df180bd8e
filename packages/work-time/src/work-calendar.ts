/** One stretch of work in a local day, in minutes after local midnight: `[startMinute, endMinute)`, 0 to 1440. */
export interface WorkSession {
  readonly startMinute: number;
  readonly endMinute: number;
}

/**
 * When work is done (工作时间): days, and hours of them. Immutable data: day decisions are cached
 * for each calendar object, so a change makes a new calendar (see {@link withOverrides}).
 */
export interface WorkCalendar {
  /** Names the data behind the decisions; store it beside a computed deadline. */
  readonly version: string;
  /** Local time minus UTC, in minutes. A fixed offset: these zones have no summer time. */
  readonly utcOffsetMinutes: number;
  /** Weekdays that are worked when nothing else is decided; 0 is Sunday. */
  readonly workingWeekdays: readonly number[];
  /** The hours of each working day: ascending, not overlapping, none empty. */
  readonly sessions: readonly WorkSession[];
  /** Local dates (`YYYY-MM-DD`) that differ from their weekday: `true` is worked (调休), `false` is off (放假). */
  readonly decisions: ReadonlyMap<string, boolean>;
}

/** A notice about one local date (`YYYY-MM-DD`). */
export interface DayOverride {
  readonly date: string;
  readonly isWorkday: boolean;
}

/** Asia/Shanghai, without summer time since 1992. */
export const SHANGHAI_OFFSET_MINUTES = 480;

/** Every minute of every day: for urgent categories (紧急类别), which do not wait for office hours. */
export const AROUND_THE_CLOCK: WorkCalendar = Object.freeze({
  version: 'around-the-clock',
  utcOffsetMinutes: SHANGHAI_OFFSET_MINUTES,
  workingWeekdays: Object.freeze([0, 1, 2, 3, 4, 5, 6]),
  sessions: Object.freeze([{ startMinute: 0, endMinute: 1440 }]),
  decisions: new Map<string, boolean>(),
});

/**
 * The same calendar after a later notice; the given calendar is unchanged and later overrides win.
 * @param version names the new data, for example `chinese-days@1.5.7+notice-2027`
 * @throws RangeError when a date is not a real day written `YYYY-MM-DD`
 */
export function withOverrides(
  calendar: WorkCalendar,
  overrides: readonly DayOverride[],
  version: string,
): WorkCalendar {
  const decisions = new Map(calendar.decisions);
  for (const { date, isWorkday } of overrides) decisions.set(realDate(date), isWorkday);
  return Object.freeze({ ...calendar, version, decisions });
}

/** A version of the calendar as the rules take it, of its stored parts. */
export function calendarOf(stored: {
  readonly version: string;
  readonly workingWeekdays: readonly number[];
  readonly sessions: readonly WorkSession[];
  readonly days: readonly DayOverride[];
}): WorkCalendar {
  const { version, workingWeekdays, sessions, days } = stored;
  const decisions = new Map(days.map(({ date, isWorkday }) => [date, isWorkday]));
  return { version, utcOffsetMinutes: SHANGHAI_OFFSET_MINUTES, workingWeekdays, sessions, decisions };
}

function realDate(date: string): string {
  const instant = new Date(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === date;
  if (!isReal) throw new RangeError(`"${date}" is not a day written YYYY-MM-DD`);
  return date;
}
