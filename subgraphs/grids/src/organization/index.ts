export { Organization, OrganizationKind } from './organization.entity.ts';
export { OrganizationRepository } from './organization.repository.ts';
export type { OrganizationService } from './organization.service.ts';
