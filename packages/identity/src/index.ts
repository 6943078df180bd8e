export {
  ROLES,
  PUBLIC_ACTOR,
  NOTE_READERS,
  ZONE_READERS,
  audienceOf,
  enterprisesOf,
  gridsOf,
  hasRole,
  holds,
  isStaff,
  organizationsOf,
  personOf,
  rightOf,
  sortedRights,
  type Actor,
  type GridRole,
  type OrganizationRole,
  type Right,
  type Role,
  type ZoneRole,
} from './actor.ts';
export { maySeeOthers, maySeePeople, maySeePseudonyms, peopleIn, visiblePeople } from './people.ts';
export { ALL_ROWS, NO_ROWS, inScope, type RowScope } from './row-scope.ts';
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
