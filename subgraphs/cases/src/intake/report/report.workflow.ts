import { personOf, type Actor, type Role } from '@ecogrid/identity';
import { Workflow, inGrid, inZone, isAnother, type GuardRule, type Step } from '../../kernel/index.ts';
import type { ReviewLevel } from '../../codes/index.ts';
import { REVIEWERS, isGate } from './levels.rule.ts';
import type { Report } from './report.entity.ts';
import { ReportAction, ReportState } from './report.vocabulary.ts';

/** The facts of a report that the table examines. */
export type ReportFacts = Pick<
  Report,
  | 'gridCode'
  | 'reporterId'
  | 'reviewLevels'
  | 'reviewsDone'
  | 'reviewerIds'
  | 'isDeclined'
  | 'needsVerification'
  | 'verification'
> & { readonly state: keyof typeof ReportState };

type Who = 'reviewer' | 'member' | 'operator';
type Guard =
  | 'levelIsOpen'
  | 'unitReviewsNext'
  | 'streetReviewsNext'
  | 'zoneReviewsNext'
  | 'reviewedByAnother'
  | 'reviewsComplete'
  | 'verifiedWhenPublic'
  | 'verificationIsOpen';
type Row = Step<keyof typeof ReportState, keyof typeof ReportAction, Who, Guard>;

/** docs/domain.md §4, report. `submit` needs no row: there is no thing yet; its guards are the service's. */
const steps: readonly Row[] = [
  {
    from: ['RECEIVED', 'UNDER_REVIEW'],
    action: 'review',
    to: ['UNDER_REVIEW', 'RECEIVED'],
    who: 'reviewer',
    guards: ['levelIsOpen', 'unitReviewsNext', 'streetReviewsNext', 'zoneReviewsNext', 'reviewedByAnother'],
  },
  { from: ['RECEIVED'], action: 'verify', to: ['RECEIVED'], who: 'member', guards: ['verificationIsOpen'] },
  {
    from: ['RECEIVED'],
    action: 'adopt',
    to: ['ADOPTED'],
    who: 'operator',
    guards: ['reviewsComplete', 'verifiedWhenPublic'],
  },
  { from: ['RECEIVED', 'UNDER_REVIEW'], action: 'reject', to: ['REJECTED'], who: 'operator', guards: [] },
];

const ALL_LEVELS = ['UNIT', 'STREET', 'ZONE'] as const;

/** The level whose turn it is; undefined when none is left. */
export function nextLevel({
  reviewLevels,
  reviewsDone,
  isDeclined,
}: ReportFacts): keyof typeof ReviewLevel | undefined {
  return isDeclined ? undefined : reviewLevels[reviewsDone];
}

/** The role that reviews the next level, or another level: then a guard names the next level, or says that none is. */
function reviewer(actor: Actor, report: ReportFacts): Role | null {
  const next = nextLevel(report);
  const levels = next ? [next, ...ALL_LEVELS] : ALL_LEVELS;
  const level = levels.find((each) => isGate(actor, each, report.gridCode));
  return level && !isOwn(actor, report) ? REVIEWERS[level] : null;
}

/** Where a level is next, the actor reviews at it. */
function isGateWhenNext(level: keyof typeof ReviewLevel): GuardRule<ReportFacts> {
  return (report, actor) =>
    nextLevel(report) !== level || (actor !== null && isGate(actor, level, report.gridCode));
}

/** The rule depends on the person: no person reviews a report of their own. See docs/domain.md §3. */
function isOwn(actor: Actor, { reporterId }: ReportFacts): boolean {
  return reporterId !== null && reporterId === personOf(actor);
}

export const reportWorkflow = new Workflow<
  ReportFacts,
  keyof typeof ReportState,
  keyof typeof ReportAction,
  Who,
  Guard
>({
  thing: 'report',
  states: ReportState,
  actions: ReportAction,
  steps,
  permissions: {
    reviewer,
    member: inGrid('GRID_MEMBER', 'GRID_HEAD'),
    operator: inZone('OPERATOR'),
  },
  guards: {
    levelIsOpen: (report) => nextLevel(report) !== undefined,
    unitReviewsNext: isGateWhenNext('UNIT'),
    streetReviewsNext: isGateWhenNext('STREET'),
    zoneReviewsNext: isGateWhenNext('ZONE'),
    reviewedByAnother: ({ reviewerIds }, actor) => reviewerIds.every((id) => isAnother(actor, id)),
    reviewsComplete: ({ reviewLevels, reviewsDone, isDeclined }) =>
      !isDeclined && reviewsDone >= reviewLevels.length,
    verifiedWhenPublic: ({ needsVerification, verification }) =>
      !needsVerification || verification === 'TRUE',
    verificationIsOpen: ({ needsVerification, verification }) =>
      needsVerification && (verification === null || verification === 'UNCLEAR'),
  },
});
