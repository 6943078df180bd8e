export { Enterprise, type EnterpriseRow } from './enterprise.entity.ts';
export { EnterpriseRepository } from './enterprise.repository.ts';
