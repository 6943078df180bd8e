import type { CloseCriterion } from '../../codes/index.ts';
import type { VerificationAnswer } from '../../evidence/index.ts';
import type { CaseState } from './case.vocabulary.ts';

/** The facts of a case that the state table examines. */
export interface CaseFacts {
  readonly state: keyof typeof CaseState;
  readonly gridCode: string | null;
  readonly needsVerification: boolean;
  readonly verification: keyof typeof VerificationAnswer | null;
  readonly summary: string | null;
  readonly checkerId: string | null;
  readonly unmetCriteria: ReadonlyArray<keyof typeof CloseCriterion>;
  readonly openTickets: number;
  readonly isWithoutLead: boolean;
  readonly isVoidAsked: boolean;
  readonly voidAskedBy: string | null;
  readonly lookBackDueOn: string | null;
  /** The people who dispatched the case or handled a ticket of it; read in CHECKING, where they cannot check. */
  readonly handlerIds?: readonly string[] | undefined;
}

/** A checker is independent: the person neither dispatched the case nor handled a ticket of it. */
export function isIndependent(handlerIds: readonly string[] | undefined, personId: string | null): boolean {
  return personId !== null && handlerIds !== undefined && !handlerIds.includes(personId);
}
