export { Enterprise } from './enterprise.entity.ts';
export { EnterpriseRepository } from './enterprise.repository.ts';
export { canReadEnterpriseSite } from './enterprise.policy.ts';
