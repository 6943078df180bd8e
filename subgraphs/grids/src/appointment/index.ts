export { Appointment, isActive } from './appointment.entity.ts';
export { AppointmentRepository } from './appointment.repository.ts';
