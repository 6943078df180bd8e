export type { SubscriptionStats } from './counters.ts';
export { SubgraphError, SubscriptionErrorCode, UpstreamDisconnected } from './errors.ts';
export { FederatedSubscriptions } from './federated-subscriptions.ts';
export type { Observer, SubscriptionHandle } from './member.ts';
export type {
  Audience,
  AudienceOperation,
  CursorDeclaration,
  FederatedSubscriptionsOptions,
  Limits,
  Logger,
  SchemaSource,
  SchemaUpdate,
  SubscribeArgs,
  SubscribeUpstream,
  UpstreamAnswer,
  UpstreamRequest,
} from './options.ts';
export { sharedPayload } from './payload.ts';
export { expandedSelections, nestedSelections, rootSelections } from './expanded-selections.ts';
export { validateSafely } from './validation.ts';
