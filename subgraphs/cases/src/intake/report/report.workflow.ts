import { coversGrid, personOf, type Actor } from '@ecogrid/identity';
import { Workflow, type Step } from '../../kernel/index.ts';
import type { ReviewLevel } from '../../codes/index.ts';
import { REVIEWERS } from './levels.rule.ts';
import type { Report } from './report.entity.ts';
import { ReportAction, ReportState } from './report.vocabulary.ts';

/** The facts of a report that the table examines. */
export type ReportFacts = Pick<
  Report,
  | 'gridCode'
  | 'reporterId'
  | 'reviewLevels'
  | 'reviewsDone'
  | 'isDeclined'
  | 'needsVerification'
  | 'verification'
> & { readonly state: keyof typeof ReportState };

type Who = 'reviewer' | 'member' | 'operator';
type Guard = 'levelIsOpen' | 'reviewsComplete' | 'verifiedWhenPublic' | 'verificationIsOpen';
type Row = Step<keyof typeof ReportState, keyof typeof ReportAction, Who, Guard>;

/** docs/domain.md §4, report. `submit` needs no row: there is no thing yet; its guards are the service's. */
const steps: readonly Row[] = [
  {
    from: ['RECEIVED', 'UNDER_REVIEW'],
    action: 'review',
    to: ['UNDER_REVIEW', 'RECEIVED'],
    who: 'reviewer',
    guards: ['levelIsOpen'],
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

/** The level whose turn it is; undefined when none is left. */
export function nextLevel({
  reviewLevels,
  reviewsDone,
  isDeclined,
}: ReportFacts): keyof typeof ReviewLevel | undefined {
  return isDeclined ? undefined : reviewLevels[reviewsDone];
}

function reviewsNow(actor: Actor, report: ReportFacts): boolean {
  const level = nextLevel(report);
  if (!level) return true; // the guard gives the reason
  const isTheirs = actor.roles.includes(REVIEWERS[level]) && (level === 'ZONE' || inOwnGrid(actor, report));
  return isTheirs && !isOwn(actor, report);
}

/** The rule depends on the person: no person reviews a report of their own. See docs/domain.md §3. */
function isOwn(actor: Actor, { reporterId }: ReportFacts): boolean {
  return reporterId !== null && reporterId === personOf(actor);
}

function inOwnGrid(actor: Actor, { gridCode }: { readonly gridCode: string | null }): boolean {
  return gridCode !== null && coversGrid(actor, gridCode);
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
    reviewer: { roles: ['GRID_MEMBER', 'GRID_HEAD', 'OPERATOR'], also: reviewsNow },
    member: { roles: ['GRID_MEMBER', 'GRID_HEAD'], also: inOwnGrid },
    operator: { roles: ['OPERATOR'] },
  },
  guards: {
    levelIsOpen: (report) => nextLevel(report) !== undefined,
    reviewsComplete: ({ reviewLevels, reviewsDone, isDeclined }) =>
      !isDeclined && reviewsDone >= reviewLevels.length,
    verifiedWhenPublic: ({ needsVerification, verification }) =>
      !needsVerification || verification === 'TRUE',
    verificationIsOpen: ({ needsVerification, verification }) =>
      needsVerification && (verification === null || verification === 'UNCLEAR'),
  },
});
