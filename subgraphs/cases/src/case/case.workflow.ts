import { personOf, type Actor, type Role } from '@ecogrid/identity';
import { Workflow, anyOf, inGrid, inZone, isAnother, type Step } from '../kernel/index.ts';
import type { Case } from './case.entity.ts';
import { CaseAction, CaseState } from './case.vocabulary.ts';

/** The facts of a case that the table examines. */
export type CaseFacts = Pick<
  Case,
  | 'state'
  | 'gridCode'
  | 'needsVerification'
  | 'verification'
  | 'summary'
  | 'checkerId'
  | 'unmetCriteria'
  | 'openTickets'
  | 'isWithoutLead'
  | 'isVoidAsked'
  | 'voidAskedBy'
  | 'lookBackDueOn'
> & {
  /** The people who dispatched the case or handled a ticket of it; read in CHECKING, where they cannot check. */
  readonly handlerIds?: readonly string[] | undefined;
};

/** A case in one of these takes no further report. */
export const ENDED_STATES: ReadonlyArray<keyof typeof CaseState> = [
  'CLOSED',
  'LOOKBACK',
  'REJECTED',
  'VOID',
  'MERGED',
];

/** A case may become void or be moved in each of these: in any before it is closed. */
const UNCLOSED_STATES: ReadonlyArray<keyof typeof CaseState> = [
  'REPORTED',
  'VERIFYING',
  'ACCEPTED',
  'FILED',
  'DISPATCHED',
  'FEEDBACK',
  'CHECKING',
  'CHECKED',
  'REOPENED',
];

type Who = 'operator' | 'shiftLeader' | 'member' | 'checker' | 'inspector';
type Guard =
  | 'verifiedWhenDemanded'
  | 'unverified'
  | 'summaryWritten'
  | 'everyTicketSettled'
  | 'withoutLead'
  | 'voidAsked'
  | 'voidAskedByAnother'
  | 'voidNotAsked'
  | 'closeCriteriaMet'
  | 'checkerIsNotHandler'
  | 'lookBackScheduled';
type Row = Step<keyof typeof CaseState, keyof typeof CaseAction, Who, Guard>;

/**
 * docs/domain.md §4, case. Guards on what the caller says (category, urgency and grid set; the route known; the checker is not
 * the handler; a reason given; two cases are one matter) are the services'.
 */
const steps: readonly Row[] = [
  { from: ['REPORTED'], action: 'sendToVerify', to: ['VERIFYING'], who: 'operator', guards: ['unverified'] },
  { from: ['VERIFYING'], action: 'recordVerification', to: ['REPORTED'], who: 'member', guards: [] },
  {
    from: ['REPORTED'],
    action: 'accept',
    to: ['ACCEPTED'],
    who: 'operator',
    guards: ['verifiedWhenDemanded'],
  },
  {
    from: ['REPORTED', 'ACCEPTED'],
    action: 'reject',
    to: ['REJECTED'],
    who: 'operator',
    guards: ['voidNotAsked'],
  },
  {
    from: ['REPORTED', 'ACCEPTED'],
    action: 'merge',
    to: ['MERGED'],
    who: 'operator',
    guards: ['voidNotAsked'],
  },
  { from: ['MERGED'], action: 'unmerge', to: ['REPORTED', 'ACCEPTED'], who: 'operator', guards: [] },
  { from: ['MERGED'], action: 'release', to: ['REPORTED', 'ACCEPTED'], who: 'FOLLOWS', guards: [] },
  {
    from: ['ACCEPTED', 'REOPENED'],
    action: 'file',
    to: ['FILED'],
    who: 'shiftLeader',
    guards: ['summaryWritten'],
  },
  { from: ['FILED'], action: 'dispatch', to: ['DISPATCHED'], who: 'operator', guards: [] },
  {
    from: ['DISPATCHED', 'FEEDBACK'],
    action: 'redispatch',
    to: ['DISPATCHED'],
    who: 'operator',
    guards: ['withoutLead'],
  },
  { from: ['DISPATCHED'], action: 'loseLead', to: ['DISPATCHED'], who: 'FOLLOWS', guards: [] },
  {
    from: ['DISPATCHED'],
    action: 'feedback',
    to: ['FEEDBACK'],
    who: 'FOLLOWS',
    guards: ['everyTicketSettled'],
  },
  { from: ['FEEDBACK'], action: 'sendToCheck', to: ['CHECKING'], who: 'operator', guards: [] },
  {
    from: ['CHECKING'],
    action: 'recordCheck',
    to: ['CHECKED', 'DISPATCHED'],
    who: 'checker',
    guards: ['checkerIsNotHandler'],
  },
  {
    from: ['CHECKED'],
    action: 'close',
    to: ['CLOSED'],
    who: 'shiftLeader',
    guards: ['voidNotAsked', 'closeCriteriaMet'],
  },
  {
    from: ['CLOSED'],
    action: 'startLookBack',
    to: ['LOOKBACK'],
    who: 'inspector',
    guards: ['lookBackScheduled'],
  },
  {
    from: ['CLOSED', 'LOOKBACK'],
    action: 'recordLookBack',
    to: ['CLOSED', 'REOPENED'],
    who: 'inspector',
    guards: ['lookBackScheduled'],
  },
  { from: ['CLOSED'], action: 'failInspection', to: ['REOPENED'], who: 'FOLLOWS', guards: [] },
  ...UNCLOSED_STATES.flatMap((state): Row[] => [
    { from: [state], action: 'amend', to: [state], who: 'operator', guards: [] },
    { from: [state], action: 'move', to: [state], who: 'operator', guards: [] },
    { from: [state], action: 'requestVoid', to: [state], who: 'operator', guards: ['voidNotAsked'] },
    {
      from: [state],
      action: 'decideVoid',
      to: ['VOID', state],
      who: 'shiftLeader',
      guards: ['voidAsked', 'voidAskedByAnother'],
    },
  ]),
];

const checkers = anyOf<CaseFacts>(
  inGrid('GRID_HEAD', 'GRID_MEMBER', 'STREET_STAFF'),
  inZone('POST_SUPERVISION'),
);

/** The named checker, by the role that fits the case. The rule depends on the person, so it holds for no audience. */
function namedChecker(actor: Actor, facts: CaseFacts): Role | null {
  const role = checkers(actor, facts);
  return role !== null && facts.checkerId !== null && facts.checkerId === personOf(actor) ? role : null;
}

/** A checker is independent: the person neither dispatched the case nor handled a ticket of it. */
export function isIndependent(handlerIds: readonly string[] | undefined, personId: string | null): boolean {
  return personId !== null && handlerIds !== undefined && !handlerIds.includes(personId);
}

export const caseWorkflow = new Workflow<
  CaseFacts,
  keyof typeof CaseState,
  keyof typeof CaseAction,
  Who,
  Guard
>({
  thing: 'case',
  states: CaseState,
  actions: CaseAction,
  steps,
  permissions: {
    operator: inZone('OPERATOR'),
    shiftLeader: inZone('SHIFT_LEADER'),
    member: inGrid('GRID_MEMBER'),
    inspector: anyOf<CaseFacts>(inGrid('GRID_HEAD', 'GRID_MEMBER'), inZone('POST_SUPERVISION')),
    checker: anyOf<CaseFacts>(inZone('OPERATOR'), namedChecker),
  },
  guards: {
    verifiedWhenDemanded: ({ needsVerification, verification }) =>
      !needsVerification || verification === 'TRUE',
    unverified: ({ verification }) => verification === null || verification === 'UNCLEAR',
    summaryWritten: ({ summary }) => summary !== null,
    everyTicketSettled: ({ openTickets }) => openTickets === 0,
    withoutLead: ({ isWithoutLead }) => isWithoutLead,
    checkerIsNotHandler: ({ handlerIds }, actor) => isIndependent(handlerIds, actor && personOf(actor)),
    lookBackScheduled: ({ lookBackDueOn }) => lookBackDueOn !== null,
    voidAsked: ({ isVoidAsked }) => isVoidAsked,
    voidAskedByAnother: ({ voidAskedBy }, actor) => isAnother(actor, voidAskedBy),
    voidNotAsked: ({ isVoidAsked }) => !isVoidAsked,
    closeCriteriaMet: ({ unmetCriteria }) => unmetCriteria.length === 0,
  },
});
