export { CameraEnterpriseResolver, EnterpriseCamerasResolver } from './enterprise-cameras.resolver.ts';
export { Enterprise } from './enterprise.entity.ts';
export { EnterpriseRepository } from './enterprise.repository.ts';
export { EnterpriseResolver } from './enterprise.resolver.ts';
export { GridEnterprisesResolver } from './grid-enterprises.resolver.ts';
export { canReadEnterpriseSite } from './enterprise.policy.ts';
