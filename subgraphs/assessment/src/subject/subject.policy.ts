import {
  ZONE_READERS,
  gridsOf,
  hasRole,
  holds,
  organizationsOf,
  personOf,
  visiblePeople,
  type Actor,
  type GridRole,
} from '@ecogrid/identity';
import { SubjectKind, type Subject } from './subject.ts';

/** Those whose appointment names a territory that is assessed. */
const ANSWER_FOR_TERRITORY: readonly GridRole[] = ['STREET_STAFF', 'GRID_HEAD', 'GRID_MEMBER'];
const TERRITORIES: readonly SubjectKind[] = [SubjectKind.GRID, SubjectKind.STREET];

/** Whether the actor is a member of some grid: members know the rank of their peers. */
function isMember(actor: Actor): boolean {
  return gridsOf(actor, 'GRID_MEMBER').length > 0;
}

/** Whether the actor may read the subject's score and entries. Agrees with `visibleSubjects`. */
export function canReadScore(actor: Actor, { kind, code }: Subject): boolean {
  if (hasRole(actor, ...ZONE_READERS)) return true;
  switch (kind) {
    case SubjectKind.DEPARTMENT:
      return holds(actor, 'DEPARTMENT_STAFF', { organization: code });
    case SubjectKind.GRID:
    case SubjectKind.STREET:
      return holds(actor, ANSWER_FOR_TERRITORY, { grid: code });
    case SubjectKind.MEMBER:
      // A member's own score turns on the person. Organizations and grids never come here: subscriptions share those.
      return isMember(actor) && personOf(actor) === code;
  }
}

/** Grid members know the rank of their peers and peers' grids, without the points. */
export function canReadRank(actor: Actor, subject: Subject): boolean {
  const isPeer = subject.kind === SubjectKind.MEMBER || subject.kind === SubjectKind.GRID;
  return canReadScore(actor, subject) || (isPeer && isMember(actor));
}

/**
 * The code of a subject as the actor may read it: null of a person that the actor may not see. BI and peers know
 * numbers and ranks of members, and no person behind them.
 */
export function shownCode(actor: Actor, { kind, code }: Subject): string | null {
  if (kind !== SubjectKind.MEMBER || visiblePeople(actor).everything) return code;
  return isMember(actor) && personOf(actor) === code ? code : null;
}

/** Subjects of some kinds, by code or by the beginning of the code. */
export interface SubjectScope {
  readonly kinds: readonly SubjectKind[];
  readonly code: string;
  readonly match: 'EXACT' | 'PREFIX';
}

/** The subjects whose scores the actor may read, for a where clause; none when the list is empty. */
export function visibleSubjects(actor: Actor): 'ALL' | readonly SubjectScope[] {
  if (hasRole(actor, ...ZONE_READERS)) return 'ALL';
  const departments = organizationsOf(actor, 'DEPARTMENT_STAFF');
  const territories = gridsOf(actor, ...ANSWER_FOR_TERRITORY);
  const person = isMember(actor) ? personOf(actor) : null;
  return [
    ...departments.map((code) => ({ kinds: [SubjectKind.DEPARTMENT], code, match: 'EXACT' as const })),
    ...territories.map((code) => ({ kinds: TERRITORIES, code, match: 'PREFIX' as const })),
    ...(person === null ? [] : [{ kinds: [SubjectKind.MEMBER], code: person, match: 'EXACT' as const }]),
  ];
}
