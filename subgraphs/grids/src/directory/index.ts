export { ActorDirectory } from './actor-directory.ts';
export { MeResolver } from './me.resolver.ts';
export { ServiceAccount } from './service-account.entity.ts';
export { ServiceAccountRepository } from './service-account.repository.ts';
