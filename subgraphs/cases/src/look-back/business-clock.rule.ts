import {
  AROUND_THE_CLOCK,
  CHINESE_WORK_CALENDAR,
  addWorkMinutes,
  workMinutesBetween,
} from '../deadline/index.ts';

/**
 * When a reopened case is due: what was left of its business clock at closing, from now on. A case that was closed late
 * keeps its past due time, for the clock never resets. DOMAIN §5.
 */
export function businessDueAfter(
  isUrgent: boolean,
  { dueAt, closedAt }: { readonly dueAt: Date; readonly closedAt: Date },
  reopenedAt: Date,
): Date {
  if (closedAt >= dueAt) return dueAt;
  const calendar = isUrgent ? AROUND_THE_CLOCK : CHINESE_WORK_CALENDAR;
  return addWorkMinutes(calendar, reopenedAt, workMinutesBetween(calendar, closedAt, dueAt));
}
