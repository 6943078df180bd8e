export { CaseAdoption } from './case.adoption.ts';
export { CaseCreditResolver } from './case-credit.resolver.ts';
export { CaseCredit } from './case.credit.ts';
export { CaseChanges, type CaseChange, type CaseFollower } from './case.changes.ts';
export { CaseCounter, CaseParty } from './case-party.entity.ts';
export { Case, NO_DEADLINE, isOverdue, listedBy } from './case.entity.ts';
export {
  EnterpriseCasesResolver,
  GridCasesResolver,
  OutletCasesResolver,
} from './case-extensions.resolver.ts';
export { CaseHistoryResolver } from './case-history.resolver.ts';
export { CaseInput } from './case.input.ts';
export { canReadCase, maySeeHistory, visibleCases } from './case.policy.ts';
export { CaseRepository, type CaseWish } from './case.repository.ts';
export { CaseSourceResolver } from './case-source.resolver.ts';
export { CaseCountResolver, CaseMutations, CaseResolver, ReportCaseResolver } from './case.resolver.ts';
export { CaseService } from './case.service.ts';
export { CaseSubscription } from './case.subscription.ts';
export { CaseOrder, CaseState } from './case.vocabulary.ts';
export { ENDED_STATES, caseWorkflow } from './case.workflow.ts';
export { enterprisesConsumer } from './exceedance.consumer.ts';
export { ExceedanceIntake, type RaisedExceedance } from './exceedance.intake.ts';
export { SuggestedRouteResolver } from './suggested-route.resolver.ts';
export * from './history/index.ts';
export * from './search/index.ts';
