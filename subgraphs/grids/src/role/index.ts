export { AppointmentRole } from './role.vocabulary.ts';
