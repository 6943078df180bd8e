export { MoveResolver } from './move.resolver.ts';
export { MoveService } from './move.service.ts';
