export { VoidRequest } from './void-request.entity.ts';
export { VoidRequestRepository } from './void-request.repository.ts';
export { VoidRequestResolver, VoidResolver } from './void.resolver.ts';
export { VoidService } from './void.service.ts';
