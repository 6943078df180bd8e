export { CaseAdoption } from './case.adoption.ts';
export { CaseChanges, type CaseChange } from './case.changes.ts';
export { CaseCounter, CaseParty } from './case-party.entity.ts';
export { Case, NO_DEADLINE } from './case.entity.ts';
export {
  EnterpriseCasesResolver,
  GridCasesResolver,
  OutletCasesResolver,
} from './case-extensions.resolver.ts';
export { CaseHistoryResolver } from './case-history.resolver.ts';
export { CaseInput } from './case.input.ts';
export { canReadCase, maySeeHistory, visibleCases } from './case.policy.ts';
export { CaseRepository } from './case.repository.ts';
export { CaseMutations, CaseResolver, ReportCaseResolver } from './case.resolver.ts';
export { CaseService } from './case.service.ts';
export { CaseSubscription } from './case.subscription.ts';
export { ENDED_STATES, caseWorkflow } from './case.workflow.ts';
export { enterprisesConsumer } from './exceedance.consumer.ts';
export { ExceedanceIntake, type RaisedExceedance } from './exceedance.intake.ts';
export { SuggestedRouteResolver } from './suggested-route.resolver.ts';
