export { Exceedance } from './exceedance.entity.ts';
export { exceedanceRaised } from './exceedance.event.ts';
export { ExceedancePushResolver } from './exceedance-push.resolver.ts';
export { ExceedanceRepository } from './exceedance.repository.ts';
export { ExceedanceResolver } from './exceedance.resolver.ts';
export { breachesOf } from './exceedance.rule.ts';
