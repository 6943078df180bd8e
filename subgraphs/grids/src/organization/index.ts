export { Organization } from './organization.entity.ts';
export { OrganizationRepository } from './organization.repository.ts';
