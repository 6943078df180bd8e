import { addWorkMinutes, dueOf, type TimeSegment, type WorkCalendar } from '@ecogrid/work-time';
import type { Ticket } from './ticket.entity.ts';

/** When a step that starts now is due: working minutes, of an urgent ticket minutes of the clock. docs/domain.md §5. */
export function stepDueAt(
  calendar: WorkCalendar,
  { handlingMinutes }: Pick<Ticket, 'handlingMinutes'>,
  start: Date,
): Pick<Ticket, 'dueAt' | 'calendarVersion'> {
  return { dueAt: addWorkMinutes(calendar, start, handlingMinutes), calendarVersion: calendar.version };
}

/** When the present step is due, given how its clock ran; null while it is paused. */
export function stepDueOf(
  calendar: WorkCalendar,
  ticket: Pick<Ticket, 'handlingMinutes' | 'extendedMinutes'>,
  segments: readonly TimeSegment[],
): Date | null {
  return dueOf(calendar, stepMinutes(ticket), segments);
}

/** The length of the present step. */
export function stepMinutes({
  handlingMinutes,
  extendedMinutes,
}: Pick<Ticket, 'handlingMinutes' | 'extendedMinutes'>): number {
  return handlingMinutes + extendedMinutes;
}
