import { coversGrid, personOf, type Actor } from '@ecogrid/identity';
import { Workflow, type Step } from '../../kernel/index.ts';
import type { ReviewLevel } from '../../codes/index.ts';
import { REVIEWERS } from './levels.rule.ts';
import type { Report } from './report.entity.ts';
import type { ReportAction, ReportState } from './report.vocabulary.ts';

/** What of a report the table looks at. */
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

/** DOMAIN §4, report. `submit` needs no row: there is no thing yet; its guards are the service's. */
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
  if (!level) return true; // the guard tells why not
  const isTheirs = actor.roles.includes(REVIEWERS[level]) && (level === 'ZONE' || inOwnGrid(actor, report));
  return isTheirs && !isOwn(actor, report);
}

/** The rule truly turns on the person: nobody is the gate for what they report themselves. */
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
  steps,
  permissions: {
    reviewer: { roles: ['GRID_MEMBER', 'GRID_HEAD', 'OPERATOR'], also: reviewsNow },
    member: { roles: ['GRID_MEMBER', 'GRID_HEAD'], also: inOwnGrid },
    operator: { roles: ['OPERATOR'] },
  },
  guards: {
    levelIsOpen: { reason: 'no level of review is open', holds: (report) => nextLevel(report) !== undefined },
    reviewsComplete: {
      reason: 'not every level has approved it',
      holds: ({ reviewLevels, reviewsDone, isDeclined }) => !isDeclined && reviewsDone >= reviewLevels.length,
    },
    verifiedWhenPublic: {
      reason: 'a report of this channel must first be found true on site',
      holds: ({ needsVerification, verification }) => !needsVerification || verification === 'TRUE',
    },
    verificationIsOpen: {
      reason: 'the report needs no verification, or has it',
      holds: ({ needsVerification, verification }) =>
        needsVerification && (verification === null || verification === 'UNCLEAR'),
    },
  },
});
