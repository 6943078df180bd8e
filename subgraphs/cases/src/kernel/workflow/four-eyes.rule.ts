import { personOf, type Actor } from '@ecogrid/identity';

/**
 * Four eyes (申请与审批分离): a requester does not decide on the request, in any role. The rule depends on
 * the person; a request without a known requester can be decided by every permitted actor. See docs/domain.md §4.
 */
export function isAnother(actor: Actor | null, askedBy: string | null): boolean {
  return actor === null || askedBy === null || askedBy !== personOf(actor);
}
