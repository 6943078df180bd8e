import { personOf, type Actor } from '@ecogrid/identity';

/**
 * Four eyes (申请与审批分离): who asked for something does not decide about it, whatever roles they hold. The rule turns on
 * the person; what nobody is known to have asked for, anybody may decide about.
 */
export function isAnother(actor: Actor | null, askedBy: string | null): boolean {
  return actor === null || askedBy === null || askedBy !== personOf(actor);
}
