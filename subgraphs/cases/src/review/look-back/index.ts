export { LookBack } from './look-back.entity.ts';
export { LookBackRepository } from './look-back.repository.ts';
export { CaseLookBackResolver, LookBackResolver } from './look-back.resolver.ts';
export { lookBackDay, scheduledLookBack } from './look-back.schedule.ts';
export { LookBackService } from './look-back.service.ts';
export { Reopening, reopened, type ReopeningFacts, type ReopeningPlan } from './reopening.ts';
