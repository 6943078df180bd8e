import type { TopicOf } from '@ecogrid/event-contracts';
import type { NewEvent } from '@ecogrid/events';
import type { Appointment } from './appointment.entity.ts';

/** Such as `P0001 SHIFT_LEADER 370871`. */
export function subjectOfAppointment({ role, gridCode }: Appointment, number: string): string {
  return [number, role, ...(gridCode ? [gridCode] : [])].join(' ');
}

/** The event of a new or changed appointment. */
export function changedAppointment(
  appointment: Appointment,
  personNumber: string,
  occurredAt: Date,
): NewEvent<TopicOf<'grids'>> {
  const { id: aggregateId, gridCode } = appointment;
  const payload = { ...appointment, personNumber };
  return { topic: 'AppointmentChanged', channel: gridCode ?? '', aggregateId, payload, occurredAt };
}
