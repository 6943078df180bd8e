export { Exceedance } from './exceedance.entity.ts';
export { exceedanceRaised } from './exceedance.event.ts';
export { ExceedanceRepository } from './exceedance.repository.ts';
export { breachesOf } from './exceedance.rule.ts';
