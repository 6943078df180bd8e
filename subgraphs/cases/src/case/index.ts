export type { CaseParts } from './feature.ts';
export { CaseCredit } from './case.credit.ts';
export type { CaseRelease } from './case.release.ts';
export {
  CaseChanges,
  type CaseChange,
  type CaseFact,
  type CaseFollower,
  type CasePermission,
} from './case.changes.ts';
export { Case, NO_DEADLINE, isOverdue, listedBy, untouched } from './case.entity.ts';
export { CaseInput } from './case.input.ts';
export { canReadCase, mayReadReasons, maySeeHistory, maySeePhotos, visibleCases } from './case.policy.ts';
export { CaseRepository, type CaseWish } from './case.repository.ts';
export { CaseOrder, CaseState, ENDED_STATES, caseWorkflow, isIndependent } from './workflow/index.ts';
export { type ExceedanceIntake, type ChangedEpisode } from './exceedance.intake.ts';
export * from './history/index.ts';
export * from './search/index.ts';
