export type { WorkCalendar, WorkSession } from './work-calendar.ts';
export { AROUND_THE_CLOCK, calendarOf, withOverrides } from './work-calendar.ts';
export { KnownWorkCalendar, createKnownWorkCalendarTable } from './known-work-calendar.entity.ts';
export { WorkCalendarProjection } from './work-calendar-projection.repository.ts';
export { WorkCalendars, type CalendarSource } from './work-calendars.ts';
export { CHINESE_WORK_CALENDAR } from './chinese-work-calendar.ts';
export {
  addWorkMinutes,
  nextWorkingMoment,
  subtractWorkMinutes,
  workMinutesBetween,
} from './work-time.rule.ts';
export { dueOf, elapsedWorkMinutes, type TimeSegment } from './clock.rule.ts';
export { warningTimes, warningTimesOf, type DeadlineWarning } from './warning.rule.ts';
