export { objectOf } from './changes.ts';
export { GridLocator } from './grid-locator.ts';
export { GridCandidateResolver, GridMatchResolver } from './grid-match.resolver.ts';
export { GridMatch } from './grid-match.type.ts';
export { KnownAppointment } from './known-appointment.entity.ts';
export { KnownObject } from './known-object.entity.ts';
export { KnownOrganization, RECEIVERS } from './known-organization.entity.ts';
export { ProjectionRepository } from './projection.repository.ts';
export { territoryConsumer } from './territory.consumer.ts';
