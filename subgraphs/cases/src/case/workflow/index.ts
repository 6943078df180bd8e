export { isIndependent, type CaseFacts } from './case.facts.ts';
export { CaseOrder, CaseState, ENDED_STATES } from './case.vocabulary.ts';
export {
  CASE_ACTIONS,
  OfferedCaseAction,
  caseWorkflow,
  offeredCaseActions,
  type CaseAction,
} from './case.workflow.ts';
