export { CaseCheck } from './case-check.entity.ts';
export { CaseCheckRepository } from './case-check.repository.ts';
export { CaseCheckResolver, CheckResolver } from './check.resolver.ts';
export { CheckService } from './check.service.ts';
export { CloseService } from './close.service.ts';
