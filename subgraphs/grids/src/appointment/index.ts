export { Appointment, isActive } from './appointment.entity.ts';
export { AppointmentRepository } from './appointment.repository.ts';
export {
  AppointmentResolver,
  GridMembersResolver,
  PersonAppointmentsResolver,
} from './appointment.resolver.ts';
export { AppointmentService } from './appointment.service.ts';
