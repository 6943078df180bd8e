import { personOf, type Actor, type Role } from '@ecogrid/identity';
import { actions } from '@ecogrid/subgraph';
import {
  Workflow,
  anyOf,
  inGrid,
  inZone,
  isAnother,
  type ActionWords,
  type Step,
} from '../../kernel/index.ts';
import { isIndependent, type CaseFacts } from './case.facts.ts';
import { CaseState } from './case.vocabulary.ts';

/** The words of each action: its name, and its line in the history. */
export const CASE_ACTIONS = {
  sendToVerify: {
    mutation: 'sendCaseToVerify',
    means: 'Request a verification on site by a grid member (核实).',
    done: 'On-site verification was asked for (送核实).',
  },
  recordVerification: {
    mutation: 'recordVerification',
    means: 'Record the result of the verification (核实结论).',
    done: 'The result of on-site verification was recorded (核实结论).',
  },
  accept: { mutation: 'acceptCase', means: 'Accept the case (受理).', done: 'The case was accepted (受理).' },
  reject: {
    mutation: 'rejectCase',
    means: 'Reject the case, with a reason (不予受理).',
    done: 'The case was not accepted (不予受理).',
  },
  merge: {
    mutation: 'mergeCase',
    means: 'Merge the case into an earlier one, about the same matter (合并).',
    done: 'The case was merged into another (合并).',
  },
  amend: {
    mutation: 'amendCase',
    means: 'Amend the words of the case: title, summary and object name (修改案情).',
    done: 'Title, summary or object name were written anew; the note holds them (修改案情).',
  },
  move: {
    mutation: 'moveCase',
    means: 'Correct the place of the case, and so the grid (更正位置).',
    done: 'The place of the case was corrected (更正位置).',
  },
  unmerge: {
    mutation: 'unmergeCase',
    means: 'Undo the merge (取消合并).',
    done: 'The case was taken out of another (取消合并).',
  },
  release: {
    means: 'Release the case, automatically when the case it was merged into is rejected or void (解除合并).',
    done: 'The case it was merged into was rejected or void, and it came back (解除合并).',
  },
  file: {
    mutation: 'fileCase',
    means: 'File the case, with category, urgency and grid (立案).',
    done: 'The case was filed (立案).',
  },
  dispatch: {
    mutation: 'dispatchCase',
    means: 'Dispatch the case: tickets go to organizations (派遣).',
    done: 'The case was dispatched, or a ticket issued (派遣).',
  },
  loseLead: {
    means: 'Lose the lead ticket, automatically when it is returned or recalled (主办件退回).',
    done: 'The lead ticket was returned or recalled (主办件退回).',
  },
  redispatch: {
    mutation: 'redispatchCase',
    means: 'Dispatch the case again, after the return or recall of the lead ticket (重新派遣).',
    done: 'The case was dispatched again (重新派遣).',
  },
  feedback: {
    means: 'Take the feedback, automatically when every ticket is answered (反馈).',
    done: 'Every ticket was answered (反馈).',
  },
  sendToCheck: {
    mutation: 'sendCaseToCheck',
    means: 'Assign a checker (送核查).',
    done: 'A checker was named (送核查).',
  },
  recordCheck: {
    mutation: 'recordCheck',
    means: 'Record the outcome of the check (核查结论).',
    done: 'The result of the check was recorded (核查结论).',
  },
  close: { mutation: 'closeCase', means: 'Close the case (结案).', done: 'The case was closed (结案).' },
  startLookBack: {
    mutation: 'startLookBack',
    means: 'Start the look-back (开始回头看).',
    done: 'A look-back was begun (开始回头看).',
  },
  recordLookBack: {
    mutation: 'recordLookBack',
    means: 'Record the outcome of the look-back (回头看结论).',
    done: 'The result of the look-back was recorded (回头看结论).',
  },
  failInspection: {
    means: 'Reopen the case, automatically after a failed inspection (后督察不通过).',
    done: 'An inspection failed and reopened the case (后督察不通过).',
  },
  requestVoid: {
    mutation: 'requestVoid',
    means: 'Request to void the case, with a reason (申请作废).',
    done: 'A void was asked for (申请作废).',
  },
  decideVoid: {
    mutation: 'decideVoid',
    means: 'Decide on the request to void the case (审批作废).',
    done: 'A void was decided (审批作废).',
  },
} as const satisfies Readonly<Record<string, ActionWords>>;

const caseActions = actions('CaseAction', 'The actions on a case (案卷操作).', CASE_ACTIONS);
/** The mutations that perform them, as the graph shows the available ones. */
export const OfferedCaseAction = caseActions.Offered;
export const offeredCaseActions = caseActions.offered;
export type CaseAction = keyof typeof CASE_ACTIONS;

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
type Row = Step<keyof typeof CaseState, CaseAction, Who, Guard>;

/**
 * docs/domain.md §4, case. Guards on the input of the caller (category, urgency and grid set; the route known; the
 * checker is not the handler; a reason given; two cases are one matter) are the services'.
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

export const caseWorkflow = new Workflow<CaseFacts, keyof typeof CaseState, CaseAction, Who, Guard>({
  thing: 'case',
  states: CaseState,
  actions: caseActions.terms,
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
