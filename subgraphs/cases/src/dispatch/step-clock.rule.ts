import { AROUND_THE_CLOCK, CHINESE_WORK_CALENDAR, addWorkMinutes } from '../deadline/index.ts';
import type { Ticket } from './ticket.entity.ts';

/** When a step that starts now is due: working minutes, of an urgent ticket minutes of the clock. DOMAIN §5. */
export function stepDueAt(
  { isUrgent, handlingMinutes }: Pick<Ticket, 'isUrgent' | 'handlingMinutes'>,
  start: Date,
): Date {
  return addWorkMinutes(isUrgent ? AROUND_THE_CLOCK : CHINESE_WORK_CALENDAR, start, handlingMinutes);
}
