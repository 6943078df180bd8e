export { Period, PeriodState, newPeriod } from './period.entity.ts';
export { PeriodRepository } from './period.repository.ts';
export { daysOf, requirePeriodCode } from './period.rule.ts';
export { PeriodService } from './period.service.ts';
