import type { Database } from '@ecogrid/database';
import { CHINESE_WORK_CALENDAR } from '@ecogrid/work-time';
import { WorkCalendarRepository } from './work-calendar.repository.ts';

/** Before any case: what is computed by the first calendar is computed by it from the beginning. */
const ALWAYS = new Date(0);

/**
 * Gives a new database its first calendar, that of the installed library. A newer library changes nothing by itself: a
 * notice takes effect when a shift leader publishes it.
 */
export async function seedCalendar(database: Database): Promise<void> {
  const calendars = new WorkCalendarRepository(database);
  const { version, workingWeekdays, sessions, decisions } = CHINESE_WORK_CALENDAR;
  if (await calendars.any()) return;
  const row = {
    version,
    effectiveFrom: ALWAYS,
    publishedAt: ALWAYS,
    publishedBy: null,
    workingWeekdays: [...workingWeekdays],
    sessions: structuredClone([...sessions]),
    source: '国务院办公厅历年节假日安排',
  };
  try {
    await database.transaction(() => calendars.insert(row, decisions));
  } catch (error) {
    // Another process that started on the same database was the first.
    if (!(await calendars.any())) throw error;
  }
}
