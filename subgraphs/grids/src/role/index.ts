export { AppointmentRole } from './role.vocabulary.ts';
export { dayOf } from './day.rule.ts';
