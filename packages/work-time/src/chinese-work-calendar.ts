import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import manifest from 'chinese-days/package.json' with { type: 'json' };
import { type WorkCalendar, SHANGHAI_OFFSET_MINUTES } from './work-calendar.ts';

/**
 * Chinese office hours: 08:30-12:00 and 13:30-17:30 Asia/Shanghai, Monday to Friday, corrected by the State
 * Council's yearly holiday notices (国务院办公厅节假日安排) as the package `chinese-days` records them.
 *
 * A year whose notice is not in the installed data **falls back to plain weekends**: 1 October 2027 counts as
 * worked until the notice of 2027 arrives, by a newer package or by `withOverrides`. Deadlines that reach into
 * such a year are provisional; recompute those whose stored `version` is older.
 */
export const CHINESE_WORK_CALENDAR: WorkCalendar = Object.freeze({
  version: `chinese-days@${manifest.version}`,
  utcOffsetMinutes: SHANGHAI_OFFSET_MINUTES,
  workingWeekdays: Object.freeze([1, 2, 3, 4, 5]),
  sessions: Object.freeze([
    { startMinute: 8 * 60 + 30, endMinute: 12 * 60 },
    { startMinute: 13 * 60 + 30, endMinute: 17 * 60 + 30 },
  ]),
  // The package's functions read the machine's time zone; its data do not, so we take the data.
  decisions: new Map([...datesOf(notices.holidays, false), ...datesOf(notices.workdays, true)]),
});

function datesOf(days: object, isWorkday: boolean): [string, boolean][] {
  return Object.keys(days).map((date) => [date, isWorkday]);
}
