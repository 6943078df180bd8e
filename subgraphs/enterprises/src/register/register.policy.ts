import type { Term } from '@ecogrid/errors';
import { EcoGridError } from '@ecogrid/errors';
import { hasRole, holds, personOf, visiblePeople, type Actor } from '@ecogrid/identity';
import type { Batch } from '@ecogrid/subgraph';
import { isOwnEnterprise, visibleTo } from '../site/index.ts';
import type { RegisterField } from '../supervised-object/index.ts';
import type { RegisterChange } from './register-change.entity.ts';
import type { RegisterChangeKind } from './register.vocabulary.ts';

/** The place of an object before the change or, of a new one, after it. */
interface Place {
  readonly gridCode: string | null;
  readonly creditCode: string | null;
}

/** Whether a change is made at once, or waits for the desk. */
type Way = 'APPLIED' | 'PROPOSED';

const PRIVATE: readonly RegisterField[] = ['PHONE', 'CONTACT'];

/**
 * The desk writes the register. Those who look after a grid propose for its objects, an enterprise proposes changes of
 * its own data. docs/domain.md row 14. @throws EcoGridError FORBIDDEN.
 */
export function wayOf(actor: Actor, action: Term, kind: RegisterChangeKind, place: Place): Way {
  if (isDesk(actor)) return 'APPLIED';
  const inGrid = holds(actor, ['GRID_HEAD', 'GRID_MEMBER', 'STREET_STAFF'], { grid: place.gridCode });
  const own = kind === 'CHANGE' && isOwnEnterprise(actor, place.creditCode);
  if (inGrid || own) return 'PROPOSED';
  throw new EcoGridError('FORBIDDEN', { action });
}

/** @throws EcoGridError FORBIDDEN. */
export function requireDesk(actor: Actor, action: Term): void {
  if (!isDesk(actor)) throw new EcoGridError('FORBIDDEN', { action });
}

/** Whether the actor did not propose the change (申请与审批分离). */
export function isAnother(actor: Actor, { proposedBy }: RegisterChange): boolean {
  return proposedBy === null || proposedBy !== personOf(actor);
}

/** Where the rows of changes are that an actor may see: those about a site that the actor may see. */
export const changesVisibleTo = visibleTo;

/** Telephone and contact in a difference are for the readers of these fields. */
export function maySeeDifference(
  actor: Actor,
  { enterpriseCode }: Pick<RegisterChange, 'enterpriseCode'>,
  field: RegisterField,
): boolean {
  return !PRIVATE.includes(field) || isDesk(actor) || isOwnEnterprise(actor, enterpriseCode);
}

/** Names are for readers of all people, and for the person alone: this subgraph keeps no appointments to judge by. */
export const sightOfPeople: Batch<string, boolean> = (people, { actor }) => {
  const { everything } = visiblePeople(actor);
  return Promise.resolve(people.map((person) => everything || person === personOf(actor)));
};

function isDesk(actor: Actor): boolean {
  return hasRole(actor, 'OPERATOR', 'SHIFT_LEADER');
}
