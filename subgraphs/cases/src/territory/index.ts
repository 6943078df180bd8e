export { enterpriseOf } from './changes.ts';
export { KnownAppointment } from './known-appointment.entity.ts';
export { KnownEnterprise } from './known-enterprise.entity.ts';
export { KnownOrganization } from './known-organization.entity.ts';
export { ProjectionRepository } from './projection.repository.ts';
export { territoryConsumer } from './territory.consumer.ts';
