import { coversGrid, hasRole, personOf, type Actor, type Role } from '@ecogrid/identity';
import { SubjectKind, type Subject } from './subject.ts';

/** The desk, the levels above, those who check and those who count. */
const SEE_EVERY_SUBJECT: readonly Role[] = [
  'ASSESSOR',
  'OPERATOR',
  'SHIFT_LEADER',
  'BI',
  'CITY',
  'PROVINCE',
  'POST_SUPERVISION',
];
/** Those whose appointment names a territory that is assessed. */
const ANSWER_FOR_TERRITORY: readonly Role[] = ['STREET_STAFF', 'GRID_HEAD', 'GRID_MEMBER'];
const TERRITORIES: readonly SubjectKind[] = [SubjectKind.GRID, SubjectKind.STREET];

/** Whether the actor works in the system: rules, periods and trainings are for them. */
export function isStaff(actor: Actor): boolean {
  return actor.roles.some((role) => role !== 'ENTERPRISE_USER');
}

/** Whether the actor may read the subject's score and entries. Agrees with `visibleSubjects`. */
export function canReadScore(actor: Actor, { kind, code }: Subject): boolean {
  if (hasRole(actor, ...SEE_EVERY_SUBJECT)) return true;
  switch (kind) {
    case SubjectKind.DEPARTMENT:
      return hasRole(actor, 'DEPARTMENT_STAFF') && actor.organizationCode === code;
    case SubjectKind.GRID:
    case SubjectKind.STREET:
      return hasRole(actor, ...ANSWER_FOR_TERRITORY) && coversGrid(actor, code);
    case SubjectKind.MEMBER:
      // A member's own score turns on the person. Organizations and grids never come here: subscriptions share those.
      return hasRole(actor, 'GRID_MEMBER') && personOf(actor) === code;
  }
}

/** Grid members know the rank of their peers and peers' grids, without the points. */
export function canReadRank(actor: Actor, subject: Subject): boolean {
  const isPeer = subject.kind === SubjectKind.MEMBER || subject.kind === SubjectKind.GRID;
  return canReadScore(actor, subject) || (isPeer && hasRole(actor, 'GRID_MEMBER'));
}

/** Subjects of some kinds, by code or by the beginning of the code. */
export interface SubjectScope {
  readonly kinds: readonly SubjectKind[];
  readonly code: string;
  readonly match: 'EXACT' | 'PREFIX';
}

/** The subjects whose scores the actor may read, for a where clause; none when the list is empty. */
export function visibleSubjects(actor: Actor): 'ALL' | readonly SubjectScope[] {
  if (hasRole(actor, ...SEE_EVERY_SUBJECT)) return 'ALL';
  const { organizationCode, grids } = actor;
  const scopes: SubjectScope[] = [];
  if (hasRole(actor, 'DEPARTMENT_STAFF') && organizationCode !== null) {
    scopes.push({ kinds: [SubjectKind.DEPARTMENT], code: organizationCode, match: 'EXACT' });
  }
  if (hasRole(actor, ...ANSWER_FOR_TERRITORY)) {
    scopes.push(...grids.map((code) => ({ kinds: TERRITORIES, code, match: 'PREFIX' as const })));
  }
  const person = hasRole(actor, 'GRID_MEMBER') ? personOf(actor) : null;
  if (person !== null) scopes.push({ kinds: [SubjectKind.MEMBER], code: person, match: 'EXACT' });
  return scopes;
}
