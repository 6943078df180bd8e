export {
  ROLES,
  PUBLIC_ACTOR,
  audienceOf,
  coversGrid,
  hasRole,
  personOf,
  type Actor,
  type Role,
} from './actor.ts';
export { ACTOR_TOKEN_SECONDS, ActorSigner, ActorVerifier, type StatedActor } from './actor-token.ts';
export { CachedActorResolver } from './actor-directory.ts';
export {
  DEMONSTRATION_RULES,
  demonstrationKeys,
  demonstrationSecret,
  demonstrationToken,
  importPair,
  importPublic,
  type KeyPair,
} from './demonstration.ts';
export {
  PrincipalVerifier,
  bearerToken,
  type ActorResolver,
  type Principal,
  type TokenRules,
} from './principal.ts';
