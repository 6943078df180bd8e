export type { WorkCalendar, WorkSession } from './work-calendar.ts';
export { AROUND_THE_CLOCK, SHANGHAI_OFFSET_MINUTES, withOverrides } from './work-calendar.ts';
export { CHINESE_WORK_CALENDAR } from './chinese-work-calendar.ts';
export {
  addWorkMinutes,
  nextWorkingMoment,
  subtractWorkMinutes,
  workMinutesBetween,
} from './work-time.rule.ts';
export { dueOf, elapsedWorkMinutes, type TimeSegment } from './clock.rule.ts';
export { warningTimes, warningTimesOf, type DeadlineWarning } from './warning.rule.ts';
