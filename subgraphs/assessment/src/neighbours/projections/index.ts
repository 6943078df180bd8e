export { KnownAppointment, KnownOrganization, KnownPerson } from './known.entity.ts';
export { SubjectProjection } from './subject-projection.repository.ts';
