import {
  AROUND_THE_CLOCK,
  CHINESE_WORK_CALENDAR,
  addWorkMinutes,
  dueOf,
  type ClockSegment,
  type WorkCalendar,
} from '../deadline/index.ts';
import type { Ticket } from './ticket.entity.ts';

/** When a step that starts now is due: working minutes, of an urgent ticket minutes of the clock. DOMAIN §5. */
export function stepDueAt(
  { isUrgent, handlingMinutes }: Pick<Ticket, 'isUrgent' | 'handlingMinutes'>,
  start: Date,
): Date {
  return addWorkMinutes(calendarOf(isUrgent), start, handlingMinutes);
}

/** When the present step is due, given how its clock ran; null while it is paused. */
export function stepDueOf(
  {
    isUrgent,
    handlingMinutes,
    extendedMinutes,
  }: Pick<Ticket, 'isUrgent' | 'handlingMinutes' | 'extendedMinutes'>,
  segments: readonly ClockSegment[],
): Date | null {
  return dueOf(calendarOf(isUrgent), handlingMinutes + extendedMinutes, segments);
}

function calendarOf(isUrgent: boolean): WorkCalendar {
  return isUrgent ? AROUND_THE_CLOCK : CHINESE_WORK_CALENDAR;
}
