export { Appointment, isActive } from './appointment.entity.ts';
export { AppointmentRepository } from './appointment.repository.ts';
export type { AppointmentService } from './appointment.service.ts';
export { changedAppointment, subjectOfAppointment } from './appointment.event.ts';
