export { Category, inForce, isEffective } from './category.entity.ts';
export { CategoryRepository, MOST_CATEGORIES } from './category.repository.ts';
export { CategoryResolver } from './category.resolver.ts';
export { CloseCriterion, IntakeDemand, ResultKind, ReviewLevel } from './category.vocabulary.ts';
export { IntakeChannel, channelOn } from './intake-channel.entity.ts';
