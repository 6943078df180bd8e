export type { CaseParts } from './feature.ts';
export { CaseCredit } from './case.credit.ts';
export {
  CaseChanges,
  type CaseChange,
  type CaseFact,
  type CaseFollower,
  type CasePermission,
} from './case.changes.ts';
export { Case, NO_DEADLINE, isOverdue, listedBy } from './case.entity.ts';
export { CaseInput } from './case.input.ts';
export { canReadCase, maySeeHistory, visibleCases } from './case.policy.ts';
export { CaseRepository, type CaseWish } from './case.repository.ts';
export { CaseOrder, CaseState } from './case.vocabulary.ts';
export { ENDED_STATES, caseWorkflow } from './case.workflow.ts';
export { type RaisedExceedance } from './exceedance.intake.ts';
export * from './history/index.ts';
export * from './search/index.ts';
