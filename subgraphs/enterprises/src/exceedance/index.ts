export { Exceedance } from './exceedance.entity.ts';
export { exceedanceRaised } from './exceedance.event.ts';
export { ExceedanceRepository } from './exceedance.repository.ts';
export { comparedBy, isAbout, isValid, verdictsOf, type Measured, type Verdict } from './exceedance.rule.ts';
